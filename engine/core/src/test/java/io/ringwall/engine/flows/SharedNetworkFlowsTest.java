package io.ringwall.engine.flows;

import static io.ringwall.engine.identity.Estate.at;
import static io.ringwall.engine.identity.Estate.workload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.identity.Estate;
import io.ringwall.engine.identity.SharedNetwork;
import io.ringwall.sdk.event.Certainty;
import io.ringwall.sdk.event.ConnectionState;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.ContainerSecurity;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Flows of containers that share the host's network, in whatever order they are told. */
class SharedNetworkFlowsTest {
  private static final Workload NODE = workload("node-1", "node");
  private static final Workload DB = workload("db-1", "db", "172.18.0.6");
  private static final String CLIENT = "172.18.0.1:41000";
  private static final String SERVER = "172.18.0.6:5432";

  private final List<TrackedFlow> seen = new ArrayList<>();
  private final CorrectingTable table = new CorrectingTable(seen::add);
  private final Estate estate = table.estate();

  SharedNetworkFlowsTest() {
    table.told(ContainerAction.START, DB, -100);
    table.told(
        estate
            .event(ContainerAction.START, NODE, at(-50))
            .security(ContainerSecurity.builder().hostNetwork(true).build())
            .build());
  }

  private void told(Flow flow) {
    table.flow(flow);
  }

  /** The process of another connection was told: there is who tells. */
  private void sourceIsThere() {
    table.told(SharedNetwork.connects(estate, SERVER, "172.18.0.7:80", null, at(-1)));
  }

  private void packets() {
    told(estate.tcp(CLIENT, SERVER, at(1)).build());
    told(
        estate
            .tcp(CLIENT, SERVER, at(1.1))
            .start(at(1))
            .phase(FlowPhase.ESTABLISHED)
            .answered(true)
            .state(ConnectionState.S1)
            .build());
  }

  private void word() {
    told(SharedNetwork.connects(estate, CLIENT, SERVER, NODE, at(1)));
  }

  private String edge() {
    return seen.getLast().edge().key().toString();
  }

  private @Nullable Lesson taught() {
    return seen.stream().map(TrackedFlow::lesson).filter(Objects::nonNull).findFirst().orElse(null);
  }

  @Test
  void isTheContainersWhenItsProcessIsToldFirst() {
    word();
    packets();
    assertEquals("shop/node → shop/db 5432/tcp", edge());
    assertTrue(seen.stream().allMatch(flow -> flow.correction() == null));
    assertNotNull(taught());
  }

  @Test
  void isToldAnewWhenItsProcessIsToldLast() {
    sourceIsThere();
    packets();
    assertTrue(edge().startsWith("h1 →"), edge());
    assertEquals(Certainty.GUESSED, seen.getLast().originator().certainty());
    assertNull(taught(), "a guess teaches nothing");
    int before = seen.size();
    word();
    Correction why = seen.get(before).correction();
    assertEquals(
        "172.18.0.1 was node-1 (shop/node), and was taken for the host when the connection was"
            + " judged",
        Objects.requireNonNull(why).reason());
    assertEquals("container " + NODE.containerId(), why.disprovedBy());
    assertEquals("shop/node → shop/db 5432/tcp", edge());
    assertNotNull(taught());
    int after = seen.size();
    table.advance(4);
    assertEquals(after, seen.size(), "once");
  }

  @Test
  void isCorrectedWhereNobodyExpectedThat() {
    packets();
    Lesson wrong = taught();
    assertEquals(Certainty.CONFIRMED, seen.getLast().originator().certainty());
    word();
    assertTrue(wrong.withdrawn());
    assertEquals("shop/node → shop/db 5432/tcp", edge());
    assertEquals(1, seen.stream().filter(flow -> flow.correction() != null).count());
  }

  @Test
  void isTheHostsAndTeachesWhenNobodyTellsOfAProcess() {
    sourceIsThere();
    packets();
    table.advance(2);
    assertNull(taught());
    table.advance(4.5);
    assertFalse(taught().withdrawn());
    assertNull(seen.getLast().correction());
    assertEquals(Certainty.CONFIRMED, seen.getLast().originator().certainty());
    assertTrue(edge().startsWith("h1 →"), edge());
    assertEquals(1, seen.stream().filter(TrackedFlow::settled).count());
  }

  @Test
  void staysWhoseAddressItIsWhateverElseIsTold() {
    told(estate.tcp(SERVER, "172.18.0.1:80", at(1)).build());
    told(SharedNetwork.connects(estate, SERVER, "172.18.0.1:80", NODE, at(1)));
    assertTrue(edge().startsWith("shop/db →"), edge());
  }

  @Test
  void isToTheContainerThatAcceptsIt() {
    sourceIsThere();
    told(estate.tcp(SERVER, "172.18.0.1:7008", at(1)).build());
    assertTrue(edge().startsWith("shop/db → h1 "), edge());
    told(SharedNetwork.accepts(estate, SERVER, "172.18.0.1:7008", NODE, at(1.01)));
    assertEquals("shop/db → shop/node 7008/tcp", edge());
  }
}
