package io.ringwall.engine.flows;

import static io.ringwall.engine.identity.Estate.at;
import static io.ringwall.engine.identity.Estate.workload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.identity.Estate;
import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.identity.IdentityLimits;
import io.ringwall.engine.model.Model;
import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.ConnectionState;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Traffic;
import io.ringwall.sdk.event.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Flows of containers that the inventory learns of only after they were judged. */
class CorrectedFlowsTest {
  private static final Workload WEB = workload("web-1", "web", "172.18.0.5");
  private static final Workload OTHER = workload("other-1", "other", "172.18.0.5");
  private static final Workload DB = workload("db-1", "db", "172.18.0.6");

  private final Estate estate = new Estate();
  private final Identity identity = new Identity("h1", IdentityLimits.DEFAULT);
  private final FlowTable table =
      new FlowTable(
          identity,
          new Model(Configuration.DEFAULT),
          new FlowLimits(FlowTable.SHARDS * 8, Duration.ofSeconds(60), Duration.ofSeconds(60)));
  private final List<TrackedFlow> seen = new ArrayList<>();
  private long order;

  CorrectedFlowsTest() {
    identity.network(
        "shop_default", AddressBlock.parse("172.18.0.0/16"), IpAddress.parse("172.18.0.1"));
    told(ContainerAction.START, DB, -100);
  }

  private void told(ContainerAction action, Workload of, double seconds) {
    identity.apply(estate.container(action, of, at(seconds)), ++order);
  }

  private void connects() {
    String client = "172.18.0.5:40000";
    String server = "172.18.0.6:5432";
    table.accept(estate.tcp(client, server, at(1)).build(), ++order, seen::add);
    table.accept(
        estate
            .tcp(client, server, at(1.1))
            .start(at(1))
            .phase(FlowPhase.ESTABLISHED)
            .state(ConnectionState.S1)
            .build(),
        ++order,
        seen::add);
    table.accept(
        estate
            .tcp(client, server, at(1.2))
            .start(at(1))
            .phase(FlowPhase.CLOSE)
            .answered(true)
            .state(ConnectionState.SF)
            .traffic(new Traffic(10, 4, 10, 4, 0))
            .build(),
        ++order,
        seen::add);
    table.advance(at(2), seen::add);
  }

  private Correction corrected(double now) {
    int before = seen.size();
    table.advance(at(now), seen::add);
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

  @Test
  void whatIsNeverKnownStaysAsItIs() {
    connects();
    int before = seen.size();
    table.advance(at(30), seen::add);
    told(ContainerAction.START, WEB, 20);
    table.advance(at(55), seen::add);

    assertEquals(before, seen.size(), "that container began after the connection");
    assertNull(seen.getLast().correction());
  }
}
