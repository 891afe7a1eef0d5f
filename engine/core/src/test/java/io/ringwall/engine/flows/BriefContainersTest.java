package io.ringwall.engine.flows;

import static io.ringwall.engine.identity.Estate.at;
import static io.ringwall.engine.identity.Estate.workload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ringwall.engine.identity.Estate;
import io.ringwall.engine.identity.SharedNetwork;
import io.ringwall.sdk.event.Certainty;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Containers that are gone before anybody could ask for their address, which the next one has at
 * once.
 */
class BriefContainersTest {
  private static final Workload DB = workload("db-1", "db", "172.18.0.6");
  private static final Workload BEFORE = workload("before-1", "before", "172.18.0.5");
  private static final Workload BRIEF = workload("brief-1", "brief");
  private static final Workload NEXT = workload("next-1", "next", "172.18.0.5");
  private static final Workload JOINS = workload("next-1", "next");
  private static final String CLIENT = "172.18.0.5:40000";
  private static final String SERVER = "172.18.0.6:5432";

  private final List<TrackedFlow> seen = new ArrayList<>();
  private final CorrectingTable table = new CorrectingTable(seen::add);
  private final Estate estate = table.estate();

  BriefContainersTest() {
    table.told(ContainerAction.START, DB, -100);
  }

  private void packet() {
    table.flow(estate.tcp(CLIENT, SERVER, at(1)).build());
  }

  private void process() {
    table.flow(SharedNetwork.connects(estate, CLIENT, SERVER, BRIEF, at(1)));
  }

  private void briefIsTold() {
    table.told(ContainerAction.START, BRIEF, 0.99);
    table.told(ContainerAction.DIE, BRIEF, 1.02);
  }

  private void nextStarts() {
    table.told(ContainerAction.NETWORK_CONNECT, JOINS, 1.2);
    table.told(ContainerAction.START, NEXT, 1.5);
  }

  private Workload client() {
    return Objects.requireNonNull(seen.getLast().originator().workload());
  }

  @Test
  void isNotTakenForTheNextWhichHadYetToJoinTheNetwork() {
    briefIsTold();
    nextStarts();
    packet();
    assertEquals(Certainty.GUESSED, seen.getLast().originator().certainty());
    assertEquals("172.18.0.5", seen.getLast().edge().key().toString().split(" ", 2)[0]);
  }

  @Test
  void isTheNextWhereThatHadJoinedAlready() {
    table.told(ContainerAction.NETWORK_CONNECT, JOINS, 0.9);
    table.told(ContainerAction.START, NEXT, 1.1);
    packet();
    assertEquals(Certainty.LATE, seen.getLast().originator().certainty());
    assertEquals("next-1", client().name());
  }

  @Test
  void isWhoseProcessHasTheSocket() {
    table.told(ContainerAction.START, BEFORE, -50);
    table.told(ContainerAction.DIE, BEFORE, 0.5);
    briefIsTold();
    nextStarts();
    process();
    packet();
    assertEquals("brief-1", client().name());
    assertEquals(Certainty.CONFIRMED, seen.getLast().originator().certainty());
  }

  @Test
  void isCorrectedWhenItsProcessIsToldAfterwards() {
    table.told(ContainerAction.START, BEFORE, -50);
    table.told(ContainerAction.DIE, BEFORE, 0.5);
    briefIsTold();
    packet();
    assertEquals("before-1", client().name());
    process();
    assertEquals("brief-1", client().name());
    assertEquals(
        "container " + BRIEF.containerId(),
        seen.stream()
            .map(TrackedFlow::correction)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow()
            .disprovedBy());
  }

  @Test
  void isAGuessWhileOnlyItsIdIsKnown() {
    process();
    assertEquals(Certainty.GUESSED, seen.getLast().originator().certainty());
    briefIsTold();
    table.advance(4);
    assertEquals("brief-1", client().name());
    assertEquals(Certainty.CONFIRMED, seen.getLast().originator().certainty());
  }

  @Test
  void waitsUntilWhoItIsWasTold() {
    var identity = table.identity();
    var packet = estate.tcp(CLIENT, SERVER, at(1)).build();
    var told = SharedNetwork.connects(estate, CLIENT, SERVER, BRIEF, at(1));
    assertEquals(at(2), identity.waitsUntil(packet));
    assertEquals(at(2), identity.waitsUntil(told), "of its container only the id is known");
    briefIsTold();
    assertNull(identity.waitsUntil(told));
    assertEquals(at(2), identity.waitsUntil(packet));
    table.told(told);
    assertNull(identity.waitsUntil(packet));
  }
}
