package io.ringwall.engine.learn;

import static io.ringwall.engine.identity.Estate.at;
import static io.ringwall.engine.identity.Estate.workload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.Configuration.Placed;
import io.ringwall.engine.config.ModeEntry;
import io.ringwall.engine.config.Position;
import io.ringwall.engine.identity.Estate;
import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.identity.IdentityLimits;
import io.ringwall.engine.model.KnownEdge;
import io.ringwall.engine.model.LearningScopes;
import io.ringwall.engine.model.Model;
import io.ringwall.engine.model.ObservedBy;
import io.ringwall.engine.model.Phase;
import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.ConnectionState;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.EdgeState;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Traffic;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.finding.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LearningTest {
  private static final Workload WEB = workload("web-1", "web", "172.18.0.5");
  private static final Workload DB = workload("db-1", "db", "172.18.0.6");

  private final Estate estate = new Estate();
  private final Identity identity = new Identity("h1", IdentityLimits.DEFAULT);
  private final Model model = new Model(Configuration.DEFAULT);
  private final TestRoute route = new TestRoute(identity, model, 1, false);
  private final List<Event> events = new ArrayList<>();
  private int port = 40_000;

  LearningTest() {
    identity.network(
        "shop_default", AddressBlock.parse("172.18.0.0/16"), IpAddress.parse("172.18.0.1"));
    events.add(estate.container(ContainerAction.START, WEB, at(-100)));
    events.add(estate.container(ContainerAction.START, DB, at(-100)));
  }

  private void talks(String from, String to, double seconds) {
    String client = from + ":" + port++;
    Flow attempt = estate.tcp(client, to, at(seconds)).build();
    events.add(attempt);
    events.add(
        estate
            .tcp(client, to, at(seconds + 0.01))
            .start(at(seconds))
            .phase(FlowPhase.ESTABLISHED)
            .state(ConnectionState.S1)
            .build());
    events.add(
        estate
            .tcp(client, to, at(seconds + 0.1))
            .start(at(seconds))
            .phase(FlowPhase.CLOSE)
            .answered(true)
            .state(ConnectionState.SF)
            .traffic(new Traffic(10, 4, 10, 4, 0))
            .build());
  }

  private void tries(String from, String to, double seconds) {
    String client = from + ":" + port++;
    events.add(estate.tcp(client, to, at(seconds)).build());
    events.add(
        estate
            .tcp(client, to, at(seconds + 0.001))
            .start(at(seconds))
            .phase(FlowPhase.CLOSE)
            .answered(true)
            .state(ConnectionState.REJ)
            .traffic(new Traffic(0, 1, 0, 1, 0))
            .build());
  }

  private List<String> learned() {
    return model.edges().stream()
        .filter(edge -> edge.state() == EdgeState.LEARNED)
        .map(edge -> edge.key().toString())
        .toList();
  }

  @Test
  void whatTalksIsLearnedAndWhatIsRefusedIsNot() {
    talks("172.18.0.5", "172.18.0.6:5432", 1);
    tries("172.18.0.5", "172.18.0.6:22", 2);
    route.phase(Phase.LEARN, events);

    assertEquals(List.of("shop/web → shop/db 5432/tcp"), learned());
  }

  @Test
  void aScanVoidsWhatItsOriginatorDidMeanwhileAndNothingElse() {
    talks("172.18.0.5", "172.18.0.6:5432", 1);
    talks("172.18.0.6", "172.18.0.5:80", 150.01);
    for (int i = 0; i < 20; i++) {
      tries("172.18.0.5", "172.18.0.6:" + (1000 + i), 150 + i * 0.01);
    }
    talks("172.18.0.5", "172.18.0.6:1010", 150.05);
    talks("172.18.0.5", "172.18.0.6:7777", 300);
    route.phase(Phase.LEARN, events);

    assertEquals(
        List.of(
            "shop/db → shop/web 80/tcp",
            "shop/web → shop/db 5432/tcp",
            "shop/web → shop/db 7777/tcp"),
        learned());
    assertEquals(1, route.learning().voided());
  }

  @Test
  void anOpenPortThatAScanMeetsBeforeTheScanIsFoundTeachesNothing() {
    for (int i = 0; i < 15; i++) {
      tries("172.18.0.5", "172.18.0.6:" + (1000 + i), 10 + i * 3);
    }
    talks("172.18.0.5", "172.18.0.6:1001", 11);
    route.phase(Phase.LEARN, events);

    assertEquals(List.of(), learned());
  }

  @Test
  void whoeverEndsTheLearningOfAScopeDoesNotWaitForTheLongestWindow() {
    talks("172.18.0.5", "172.18.0.6:5432", 1);
    talks("172.18.0.6", "172.18.0.5:80", 2);
    route.read(Phase.LEARN, events);
    assertEquals(List.of(), learned());

    judges("shop/db", ModeEntry.Way.EAST_WEST);
    assertEquals(List.of("shop/db → shop/web 80/tcp", "shop/web → shop/db 5432/tcp"), learned());
  }

  @Test
  void aScopeThatGoesOnLearningWaitsOn() {
    talks("172.18.0.5", "172.18.0.6:5432", 1);
    route.read(Phase.LEARN, events);

    judges("other/*", ModeEntry.Way.EAST_WEST);
    assertEquals(List.of(), learned());
  }

  @Test
  void aScanThatWasFoundVoidsWhatIsDecidedEarly() {
    for (int i = 0; i < 15; i++) {
      tries("172.18.0.5", "172.18.0.6:" + (1000 + i), 10 + i);
    }
    talks("172.18.0.5", "172.18.0.6:1001", 11);
    talks("172.18.0.6", "172.18.0.5:80", 12);
    route.read(Phase.LEARN, events);

    judges("shop/*", ModeEntry.Way.EAST_WEST);
    assertEquals(List.of("shop/db → shop/web 80/tcp"), learned());
  }

  /** From now on this scope judges, and all else learns. */
  private void judges(String scope, ModeEntry.Way way) {
    var configuration =
        new Configuration(
            Configuration.DEFAULT.settings(),
            List.of(
                new Placed<>(
                    new ModeEntry(scope, null, Set.of(way), Mode.ALERT),
                    new Position("modes.yaml", 1, 1))),
            List.of(),
            List.of());
    route.learning().settle(LearningScopes.of(configuration));
    model.configure(configuration);
  }

  @Test
  void anEdgeThatIsSeenAllTheTimeIsCountedWholeAndWaitsInGroups() {
    WaitingObservations waiting = new WaitingObservations(Duration.ofHours(1));
    Subject subject =
        new Subject("container x", null, WEB.workloadClass(), new ObservedBy("h1", "e1"));
    for (int i = 0; i < 100_000; i++) {
      waiting.add(subject, at(i / 100.0), at(i / 100.0), null);
    }
    assertTrue(waiting.size() < 150, "waiting " + waiting.size());
    assertEquals(Optional.empty(), waiting.poll(at(0)));
    long total = 0;
    Instant last = at(-1);
    for (var next = waiting.poll(at(2000)); next.isPresent(); next = waiting.poll(at(2000))) {
      total += next.get().seen().count();
      assertTrue(next.get().seen().first().isAfter(last));
      last = next.get().seen().last();
    }
    assertEquals(100_000, total);
    assertEquals(0, waiting.size());
  }

  @Test
  void learnedEdgesAreCountedOnInLaterPhases() {
    talks("172.18.0.5", "172.18.0.6:5432", 1);
    talks("172.18.0.5", "172.18.0.6:5432", 2);
    route.phase(Phase.LEARN, events);
    events.clear();
    talks("172.18.0.5", "172.18.0.6:5432", 500);
    talks("172.18.0.5", "172.18.0.6:9999", 501);
    route.phase(Phase.ALERT, events);

    KnownEdge edge = model.edges().getFirst();
    assertEquals(1, model.edges().size());
    assertEquals(at(1.1), edge.firstSeen());
    assertEquals(at(500.1), edge.lastSeen());
    assertEquals(EdgeState.UNSEEN, route.seen().getLast().edge().state());
  }

  @Test
  void readingTheSameAgainChangesNothing() {
    talks("172.18.0.5", "172.18.0.6:5432", 1);
    talks("172.18.0.5", "172.18.0.6:5432", 2);
    route.phase(Phase.LEARN, events);
    List<KnownEdge> once = model.edges();
    new TestRoute(identity, model, 1, false).phase(Phase.LEARN, events);

    assertEquals(once, model.edges());
    assertEquals(2, once.getFirst().count());
  }
}
