package io.ringwall.engine.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.flows.TrackedFlow;
import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.identity.IdentityLimits;
import io.ringwall.engine.model.Model;
import io.ringwall.engine.model.Phase;
import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.EdgeState;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DrawnApplicationsTest {
  private static final int APPLICATIONS = 300;

  private final long firstSeed = Long.getLong("ringwall.seed", 1000L);

  private static final class Run {
    private final Identity identity = new Identity("h1", IdentityLimits.DEFAULT);
    private final Model model = new Model(Configuration.DEFAULT);
    private final TestRoute route;

    Run(int workers, boolean ahead) {
      identity.network(
          "shop_default", AddressBlock.parse("172.18.0.0/16"), IpAddress.parse("172.18.0.1"));
      route = new TestRoute(identity, model, workers, ahead);
    }

    Set<String> learned() {
      Set<String> learned = new TreeSet<>();
      model.edges().stream()
          .filter(edge -> edge.state() == EdgeState.LEARNED)
          .forEach(edge -> learned.add(edge.key().toString()));
      return learned;
    }
  }

  @Test
  void exactlyTheDrawnEdgesAreLearned() {
    for (long seed = firstSeed; seed < firstSeed + APPLICATIONS; seed++) {
      DrawnApplication application = new DrawnApplication(seed);
      Run run = new Run(1, false);
      run.route.phase(Phase.LEARN, application.normal());

      assertEquals(application.edges(), run.learned(), "seed " + seed);
    }
  }

  @Test
  void afterwardsEachForeignConnectionIsUnseenBetweenItsOwnTwoEndsAndNothingElseIs() {
    for (long seed = firstSeed; seed < firstSeed + APPLICATIONS; seed++) {
      DrawnApplication application = new DrawnApplication(seed);
      Run run = new Run(1, false);
      run.route.phase(Phase.LEARN, application.normal());
      int before = run.route.seen().size();
      List<Event> later = new ArrayList<>();
      List<DrawnApplication.Replica> running = application.running();
      Random random = new Random(seed);
      DrawnApplication.Replica from = running.get(random.nextInt(running.size()));
      DrawnApplication.Replica to = running.get(random.nextInt(running.size()));
      later.addAll(application.foreign(from, to, 2000));
      run.route.phase(Phase.ALERT, later);

      List<TrackedFlow> flows = run.route.seen().subList(before, run.route.seen().size());
      assertTrue(flows.size() >= 3, "seed " + seed);
      for (TrackedFlow flow : flows) {
        assertEquals(EdgeState.UNSEEN, flow.edge().state(), "seed " + seed);
        assertEquals(
            from.workload(), withoutHost(flow.originator().workload(), from), "seed " + seed);
        assertEquals(to.workload(), withoutHost(flow.responder().workload(), to), "seed " + seed);
      }
    }
  }

  /** Identity adds the host; the rest is compared as it was told. */
  private static Object withoutHost(
      io.ringwall.sdk.event.Workload resolved, DrawnApplication.Replica expected) {
    assertEquals("h1", resolved.host());
    return resolved.containerId().equals(expected.workload().containerId())
            && resolved.name().equals(expected.workload().name())
        ? expected.workload()
        : resolved;
  }

  @Test
  void theNormalPartAgainIsAllKnown() {
    for (long seed = firstSeed; seed < firstSeed + APPLICATIONS / 3; seed++) {
      DrawnApplication application = new DrawnApplication(seed);
      Run run = new Run(1, false);
      run.route.phase(Phase.LEARN, application.normal());
      int before = run.route.seen().size();
      run.route.phase(Phase.ALERT, application.normal());

      Set<String> unseen = new TreeSet<>();
      run.route.seen().subList(before, run.route.seen().size()).stream()
          .filter(TrackedFlow::teaches)
          .filter(flow -> flow.edge().state() != EdgeState.LEARNED)
          .map(flow -> flow.edge().key().from().toString())
          .forEach(unseen::add);
      unseen.remove("shop/scanner");
      assertEquals(Set.of(), unseen, "seed " + seed);
    }
  }

  @Test
  void anyNumberOfTablesAndAnyLeadOfTheDispatcherGiveTheSame() {
    for (long seed = firstSeed; seed < firstSeed + APPLICATIONS / 3; seed++) {
      DrawnApplication application = new DrawnApplication(seed);
      List<String> expected = null;
      for (int workers : List.of(1, 2, 4)) {
        for (boolean ahead : List.of(false, true)) {
          Run run = new Run(workers, ahead);
          run.route.phase(Phase.LEARN, application.normal());
          List<String> came =
              run.route.seen().stream()
                  .map(flow ->
                      flow.id()
                          + " "
                          + flow
                          + " "
                          + flow.originator().certainty()
                          + " "
                          + flow.originator().workload()
                          + " "
                          + flow.responder().dnsNames())
                  .toList();
          expected = expected == null ? came : expected;
          assertEquals(
              expected, came, "seed " + seed + ", " + workers + " workers, ahead " + ahead);
          assertEquals(application.edges(), run.learned());
        }
      }
    }
  }
}
