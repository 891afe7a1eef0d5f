package io.ringwall.engine.learn;

import static io.ringwall.engine.identity.Estate.at;
import static io.ringwall.engine.identity.Estate.workload;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.identity.Estate;
import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.identity.IdentityLimits;
import io.ringwall.engine.ledger.LedgerRecord;
import io.ringwall.engine.model.KnownEdge;
import io.ringwall.engine.model.Model;
import io.ringwall.engine.model.Phase;
import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.ConnectionState;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Traffic;
import io.ringwall.sdk.event.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An engine that is killed while observations wait goes on with them. */
class UndecidedTest {
  private static final Workload WEB = workload("web-1", "web", "172.18.0.5");
  private static final Workload DB = workload("db-1", "db", "172.18.0.6");
  private static final Duration WINDOW = Duration.ofSeconds(60);

  private final Estate estate = new Estate();
  private final Identity identity = new Identity("h1", IdentityLimits.DEFAULT);
  private final Model model = new Model(Configuration.DEFAULT);
  private final TestRoute route = new TestRoute(identity, model, 1, false);
  private final List<Event> events = new ArrayList<>();
  private int port = 40_000;

  UndecidedTest() {
    identity.network(
        "shop_default", AddressBlock.parse("172.18.0.0/16"), IpAddress.parse("172.18.0.1"));
    events.add(estate.container(ContainerAction.START, WEB, at(-100)));
    events.add(estate.container(ContainerAction.START, DB, at(-100)));
  }

  private void talks(String from, String to, double seconds) {
    String client = from + ":" + port++;
    events.add(estate.tcp(client, to, at(seconds)).build());
    events.add(
        estate
            .tcp(client, to, at(seconds + 0.01))
            .start(at(seconds))
            .phase(FlowPhase.ESTABLISHED)
            .state(ConnectionState.S1)
            .build());
    events.add(closed(client, to, seconds, ConnectionState.SF, new Traffic(10, 4, 10, 4, 0)));
  }

  private void scans(String from, String to, double seconds) {
    for (int i = 0; i < 20; i++) {
      String client = from + ":" + port++;
      String tried = to + ":" + (1000 + i);
      events.add(estate.tcp(client, tried, at(seconds)).build());
      events.add(closed(client, tried, seconds, ConnectionState.REJ, new Traffic(0, 1, 0, 1, 0)));
    }
  }

  private Flow closed(
      String client, String to, double seconds, ConnectionState state, Traffic traffic) {
    return estate
        .tcp(client, to, at(seconds + 0.1))
        .start(at(seconds))
        .phase(FlowPhase.CLOSE)
        .answered(true)
        .state(state)
        .traffic(traffic)
        .build();
  }

  private static Undecided kept(List<LearningRecord> written) {
    var kept = new Undecided();
    written.forEach(one -> kept.put(one));
    return kept;
  }

  /** What the next start reads from the ledger's text. */
  private static Undecided reread(Undecided kept) {
    var next = new Undecided();
    for (LedgerRecord record : kept.records()) {
      next.restore(new LedgerRecord(record.kind(), record.version(), record.json()));
    }
    return next;
  }

  private List<String> learnedBy(Undecided earlier) {
    model.phase(Phase.LEARN);
    var next = new Learning(model, WINDOW);
    next.restore(reread(earlier), at(400));
    next.finish();
    model.graduate();
    return model.edges().stream().map(KnownEdge::key).map(Object::toString).toList();
  }

  @Test
  void whatWaitedIsLearnedByTheNextRun() {
    talks("172.18.0.5", "172.18.0.6:5432", 1);
    route.read(Phase.LEARN, events);

    assertEquals(0, model.edges().size(), "it waits");
    assertEquals(
        List.of("shop/web → shop/db 5432/tcp"), learnedBy(kept(route.learning().takeNews())));
  }

  @Test
  void whatAFindingVoidedTeachesTheNextRunNothing() {
    talks("172.18.0.6", "172.18.0.5:80", 1);
    scans("172.18.0.5", "172.18.0.6", 10);
    talks("172.18.0.5", "172.18.0.6:7777", 10.5);
    route.read(Phase.LEARN, events);

    assertEquals(
        List.of("shop/db → shop/web 80/tcp"), learnedBy(kept(route.learning().takeChanges())));
  }

  @Test
  void whatIsDecidedIsNotDecidedAgain() {
    talks("172.18.0.5", "172.18.0.6:5432", 1);
    route.read(Phase.LEARN, events);
    Undecided kept = kept(route.learning().takeNews());
    assertEquals(1, edges(kept));
    route.learning().advance(at(200));
    route.learning().takeNews().forEach(kept::put);

    assertEquals(0, edges(kept));
    assertEquals(1, model.edges().getFirst().count());
  }

  @Test
  void anEpochThatIsReadAgainCountsOnce() {
    talks("172.18.0.5", "172.18.0.6:5432", 1);
    route.read(Phase.LEARN, events);
    Undecided kept = reread(kept(route.learning().takeNews()));
    var next = new Learning(model, WINDOW);
    next.restore(kept, at(2));
    route.seen().stream()
        .filter(flow -> flow.teaches())
        .forEach(flow -> next.accept(flow, true, true));
    next.finish();

    assertEquals(1, model.edges().getFirst().count());
  }

  @Test
  void whatWaitsIsShownAsACandidate() {
    talks("172.18.0.5", "172.18.0.6:5432", 1);
    route.read(Phase.LEARN, events);
    kept(route.learning().takeNews()).show(model);

    assertEquals(
        List.of("CANDIDATE"), model.edges().stream().map(edge -> edge.state().name()).toList());
  }

  private static long edges(Undecided kept) {
    return kept.records().stream().filter(record -> record.json().contains("5432")).count();
  }
}
