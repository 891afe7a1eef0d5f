package io.ringwall.engine.flows;

import static io.ringwall.engine.identity.Estate.at;
import static io.ringwall.engine.identity.Estate.workload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.identity.Estate;
import io.ringwall.sdk.event.ConnectionState;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.Traffic;
import io.ringwall.sdk.event.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Flows of which the inventory learns only after they were judged who their ends were. */
class CorrectedFlowsTest {
  private static final Workload WEB = workload("web-1", "web", "172.18.0.5");
  private static final Workload OTHER = workload("other-1", "other", "172.18.0.5");
  private static final Workload DB = workload("db-1", "db", "172.18.0.6");

  private final List<TrackedFlow> seen = new ArrayList<>();
  private final CorrectingTable table = new CorrectingTable(seen::add);
  private final Estate estate = table.estate();

  CorrectedFlowsTest() {
    told(ContainerAction.START, DB, -100);
  }

  private void told(ContainerAction action, Workload of, double seconds) {
    table.told(action, of, seconds);
  }

  private void connects() {
    String client = "172.18.0.5:40000";
    String server = "172.18.0.6:5432";
    table.flow(estate.tcp(client, server, at(1)).build());
    table.flow(
        estate
            .tcp(client, server, at(1.1))
            .start(at(1))
            .phase(FlowPhase.ESTABLISHED)
            .state(ConnectionState.S1)
            .build());
    table.flow(
        estate
            .tcp(client, server, at(1.2))
            .start(at(1))
            .phase(FlowPhase.CLOSE)
            .answered(true)
            .state(ConnectionState.SF)
            .traffic(new Traffic(10, 4, 10, 4, 0))
            .build());
    table.advance(2);
  }

  private Correction corrected(double now) {
    int before = seen.size();
    table.advance(now);
    assertEquals(before + 1, seen.size(), "one event tells it");
    return assertNotNull(seen.getLast().correction());
  }

  private static <T> T assertNotNull(T what) {
    assertTrue(what != null);
    return what;
  }

  @Test
  void aClientThatNobodyKnewIsToldAnewAndTeachesThen() {
    connects();
    assertTrue(seen.stream().noneMatch(TrackedFlow::teaches), "a guess teaches nothing");
    assertTrue(seen.getLast().edge().key().toString().startsWith("172.18.0.5 →"));
    told(ContainerAction.START, WEB, 0.5);
    Correction why = corrected(4);

    assertEquals("shop/web → shop/db 5432/tcp", seen.getLast().edge().key().toString());
    assertTrue(seen.getLast().teaches());
    assertEquals(seen.getFirst().flowId(), seen.getLast().flowId());
    assertEquals("container " + WEB.containerId(), why.disprovedBy());
    assertEquals(
        "172.18.0.5 was web-1 (shop/web), which nobody knew when the connection was judged",
        why.reason());
  }

  @Test
  void aClientThatWasTakenForItsPredecessorIsToldAnew() {
    told(ContainerAction.START, OTHER, -50);
    told(ContainerAction.DIE, OTHER, -1);
    connects();
    assertEquals("shop/other → shop/db 5432/tcp", seen.getLast().edge().key().toString());
    told(ContainerAction.START, WEB, 0.5);

    assertTrue(corrected(4).reason().contains("and was taken for other-1"));
    assertEquals("shop/web → shop/db 5432/tcp", seen.getLast().edge().key().toString());
  }

  /** What the connection taught when it was over. */
  private Lesson taught() {
    return assertNotNull(
        seen.stream().map(TrackedFlow::lesson).filter(Objects::nonNull).findFirst().orElse(null));
  }

  @Test
  void aClientWhosePredecessorsEndCameLateIsToldAnew() {
    told(ContainerAction.START, OTHER, -50);
    connects();
    Lesson wrong = taught();
    told(ContainerAction.DIE, OTHER, 0.2);
    int before = seen.size();
    table.advance(2.5);
    assertEquals(before, seen.size(), "who it was instead is not known yet");
    assertTrue(wrong.withdrawn());
    told(ContainerAction.START, WEB, 0.5);

    assertTrue(corrected(4).reason().contains("and was taken for other-1"));
    assertEquals("shop/web → shop/db 5432/tcp", seen.getLast().edge().key().toString());
    assertFalse(assertNotNull(seen.getLast().lesson()).withdrawn());
  }

  @Test
  void aClientWhosePredecessorsEndIsNeverToldIsToldAnew() {
    told(ContainerAction.START, OTHER, -50);
    connects();
    told(ContainerAction.NETWORK_CONNECT, WEB, 0.5);

    assertEquals("container " + WEB.containerId(), corrected(2.1).disprovedBy());
    assertTrue(taught().withdrawn());
    assertTrue(seen.getLast().teaches());
  }

  @Test
  void aClientThatWasRestartedInBetweenStaysItself() {
    told(ContainerAction.START, WEB, -50);
    connects();
    told(ContainerAction.DIE, WEB, 0.2);
    told(ContainerAction.START, WEB, 0.9);
    int before = seen.size();
    table.advance(30);

    assertEquals(before, seen.size());
    assertFalse(taught().withdrawn());
  }

  @Test
  void aConnectionThatBeganBeforeItsClientEndedStays() {
    told(ContainerAction.START, OTHER, -50);
    connects();
    told(ContainerAction.DIE, OTHER, 1.15);
    told(ContainerAction.START, WEB, 1.3);
    int before = seen.size();
    table.advance(30);

    assertEquals(before, seen.size());
    assertFalse(taught().withdrawn());
  }

  @Test
  void aClientIsToldAnewLongAfterItsFlowWasForgotten() {
    connects();
    table.advance(30);
    assertEquals(0, table.size(), "no witness is waited for any more");
    told(ContainerAction.START, WEB, 0.5);

    corrected(40);
    assertEquals("shop/web → shop/db 5432/tcp", seen.getLast().edge().key().toString());
    assertEquals(seen.getFirst().flowId(), seen.getLast().flowId());
  }

  @Test
  void whatIsNeverKnownStaysAsItIs() {
    connects();
    int before = seen.size();
    table.advance(30);
    told(ContainerAction.START, WEB, 20);
    table.advance(55);

    assertEquals(before, seen.size(), "that container began after the connection");
    assertNull(seen.getLast().correction());
  }
}
