package io.ringwall.engine.flows;

import static io.ringwall.engine.identity.Estate.at;
import static io.ringwall.engine.identity.Estate.workload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.identity.Estate;
import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.identity.IdentityLimits;
import io.ringwall.engine.model.Model;
import io.ringwall.sdk.event.ConnectionState;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowBuilder;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.ProcessRef;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.Traffic;
import io.ringwall.sdk.event.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowTableTest {
  private static final Workload A = workload("a-1", "a", "172.18.0.5");
  private static final Workload B = workload("b-1", "b", "172.18.0.5");
  private static final String CLIENT = "172.18.0.5:40000";
  private static final String SERVER = "198.51.100.7:443";

  private final Estate estate = new Estate();
  private final Identity identity = new Identity("h1", IdentityLimits.DEFAULT);
  private final Model model = new Model(Configuration.DEFAULT);
  private FlowTable table = new FlowTable(identity, model, FlowLimits.DEFAULT);
  private final List<TrackedFlow> seen = new ArrayList<>();
  private long order;

  private TrackedFlow accept(Flow event) {
    table.accept(event, ++order, seen::add);
    return seen.getLast();
  }

  private FlowBuilder flow(String source, FlowPhase phase, double start, double now) {
    return flow(source, Protocol.TCP, phase, start, now);
  }

  private FlowBuilder flow(
      String source, Protocol protocol, FlowPhase phase, double start, double now) {
    return estate
        .flow(source, "e1", CLIENT, SERVER, at(now), protocol)
        .flowId(source + "-" + start)
        .start(at(start))
        .phase(phase);
  }

  private List<String> phases() {
    return seen.stream()
        .map(flow -> flow.phase() + (flow.settled() ? "!" : "") + (flow.teaches() ? "*" : ""))
        .toList();
  }

  @Test
  void aConnectionSettlesWhenItIsAnsweredAndTeachesThen() {
    accept(flow("pcap", FlowPhase.ATTEMPT, 0, 0).build());
    accept(
        flow("pcap", FlowPhase.ESTABLISHED, 0, 0.1)
            .state(ConnectionState.S1)
            .traffic(new Traffic(0, 2, 0, 1, 0))
            .build());
    accept(
        flow("pcap", FlowPhase.UPDATE, 0, 0.2)
            .answered(true)
            .traffic(new Traffic(100, 3, 900, 2, 0))
            .build());
    accept(flow("pcap", FlowPhase.CLOSE, 0, 9).answered(true).build());
    table.advance(at(100), seen::add);

    assertEquals(List.of("ATTEMPT", "ESTABLISHED", "UPDATE!*", "CLOSE"), phases());
    assertFalse(seen.get(2).unproductive());
    assertEquals(seen.getFirst().id(), seen.getLast().flowId());
  }

  @Test
  void aProcessThatOneWitnessNamedIsTheFlowsWhoeverSpeaksNext() {
    ProcessRef process =
        ProcessRef.builder()
            .entityId("b-7")
            .pid(7)
            .name("wget")
            .executable("/bin/wget")
            .commandLine("wget")
            .build();
    accept(flow("host", FlowPhase.ATTEMPT, 0, 0).process(process).build());
    accept(flow("pcap", FlowPhase.ESTABLISHED, 0, 0.1).build());

    assertEquals(process, seen.getLast().process());
  }

  @Test
  void aRefusedAttemptSettlesAtItsCloseUnproductiveAndTeachesNothing() {
    accept(flow("pcap", FlowPhase.ATTEMPT, 0, 0).build());
    TrackedFlow close =
        accept(
            flow("pcap", FlowPhase.CLOSE, 0, 0.01)
                .answered(true)
                .state(ConnectionState.REJ)
                .traffic(new Traffic(0, 1, 0, 1, 0))
                .build());

    assertEquals(List.of("ATTEMPT", "CLOSE!"), phases());
    assertTrue(close.unproductive());
  }

  @Test
  void aHalfOpenProbeOfAnOpenPortTeachesNothing() {
    accept(flow("pcap", FlowPhase.ATTEMPT, 0, 0).build());
    accept(
        flow("pcap", FlowPhase.CLOSE, 0, 0.01)
            .state(ConnectionState.RSTO)
            .traffic(new Traffic(0, 2, 0, 1, 0))
            .build());
    accept(flow("pcap", FlowPhase.ATTEMPT, 10, 10).build());
    accept(
        flow("pcap", FlowPhase.UPDATE, 10, 15)
            .state(ConnectionState.S1)
            .traffic(new Traffic(0, 1, 0, 1, 0))
            .build());

    assertEquals(List.of("ATTEMPT", "CLOSE!", "ATTEMPT", "UPDATE!"), phases());
  }

  @Test
  void aSourceThatTellsNoPhasesIsBelievedItsState() {
    accept(
        flow("cni", FlowPhase.CLOSE, 0, 3)
            .answered(true)
            .state(ConnectionState.SF)
            .traffic(new Traffic(100, 4, 900, 4, 0))
            .build());

    assertEquals(List.of("CLOSE!*"), phases());
  }

  @Test
  void backScatterIsNoAttempt() {
    TrackedFlow settled =
        accept(
            flow("pcap", FlowPhase.CLOSE, 0, 0)
                .answered(true)
                .state(ConnectionState.RSTRH)
                .traffic(new Traffic(0, 0, 0, 2, 0))
                .build());

    assertEquals(List.of("CLOSE!"), phases());
    assertTrue(settled.settled());
    assertFalse(settled.unproductive());
  }

  @Test
  void aHandshakeIsNoAnswer() {
    accept(flow("pcap", FlowPhase.ATTEMPT, 0, 0).build());
    accept(
        flow("pcap", FlowPhase.ESTABLISHED, 0, 0.01)
            .state(ConnectionState.S1)
            .traffic(new Traffic(0, 2, 0, 1, 0))
            .build());
    table.advance(at(5), seen::add);
    assertEquals(List.of("ATTEMPT", "ESTABLISHED"), phases());

    table.advance(at(5.1), seen::add);
    assertEquals(List.of("ATTEMPT", "ESTABLISHED", "UPDATE!*"), phases());
    TrackedFlow settled = seen.getLast();
    assertTrue(settled.unproductive());
    assertEquals(at(5), settled.time());
    assertEquals(seen.getFirst().id() + "/settled", settled.id());
    assertEquals(FlowPhase.UPDATE, settled.phase());
  }

  @Test
  void theSourcesOwnUpdateAtFiveSecondsIsTheOneThatSettles() {
    accept(flow("pcap", Protocol.UDP, FlowPhase.ATTEMPT, 0, 0).build());
    accept(
        flow("pcap", Protocol.UDP, FlowPhase.UPDATE, 0, 5)
            .state(ConnectionState.S0)
            .traffic(new Traffic(300, 3, 0, 0, 0))
            .build());
    table.advance(at(5.1), seen::add);

    assertEquals(List.of("ATTEMPT", "UPDATE!*"), phases());
    assertTrue(seen.getLast().unproductive());
  }

  @Test
  void unansweredDatagramsTeachFromTheThirdOnAndNotWhenRefused() {
    accept(flow("pcap", Protocol.UDP, FlowPhase.ATTEMPT, 0, 0).build());
    accept(
        flow("pcap", Protocol.UDP, FlowPhase.UPDATE, 0, 5)
            .state(ConnectionState.S0)
            .traffic(new Traffic(200, 2, 0, 0, 0))
            .build());
    accept(
        flow("pcap", Protocol.UDP, FlowPhase.CLOSE, 0, 90)
            .state(ConnectionState.S0)
            .traffic(new Traffic(900, 9, 0, 0, 0))
            .build());
    assertEquals(List.of("ATTEMPT", "UPDATE!", "CLOSE*"), phases());
    seen.clear();

    accept(flow("pcap", Protocol.UDP, FlowPhase.ATTEMPT, 100, 100).build());
    accept(
        flow("pcap", Protocol.UDP, FlowPhase.CLOSE, 100, 109)
            .answered(true)
            .state(ConnectionState.REJ)
            .traffic(new Traffic(900, 9, 0, 0, 0))
            .build());
    assertEquals(List.of("ATTEMPT", "CLOSE!"), phases());
  }

  @Test
  void anAnswerWhoseQuestionWasNotSeenTeachesNothing() {
    accept(
        flow("pcap", Protocol.UDP, FlowPhase.ATTEMPT, 0, 0)
            .answered(true)
            .traffic(new Traffic(0, 0, 80, 1, 0))
            .build());
    accept(
        flow("pcap", Protocol.UDP, FlowPhase.CLOSE, 0, 60)
            .answered(true)
            .state(ConnectionState.SHR)
            .traffic(new Traffic(0, 0, 80, 1, 0))
            .build());

    assertEquals(List.of("ATTEMPT!", "CLOSE"), phases());
  }

  @Test
  void aConnectionSeenBothWaysFromTheMiddleTeaches() {
    accept(
        flow("pcap", FlowPhase.UPDATE, 0, 0)
            .answered(true)
            .preExisting(true)
            .state(ConnectionState.OTH)
            .traffic(new Traffic(10, 1, 10, 1, 0))
            .build());

    assertEquals(List.of("UPDATE!*"), phases());
  }

  @Test
  void twoWitnessesOfOneConnectionGiveEachPhaseOnceAndTheMaximumOfTraffic() {
    accept(flow("pcap", FlowPhase.ATTEMPT, 0, 0).build());
    accept(flow("cni", FlowPhase.ATTEMPT, 0.001, 0.001).build());
    accept(
        flow("cni", FlowPhase.ESTABLISHED, 0.001, 0.1).traffic(new Traffic(5, 1, 9, 1, 0)).build());
    accept(flow("pcap", FlowPhase.ESTABLISHED, 0, 0.1).traffic(new Traffic(7, 1, 3, 1, 0)).build());
    accept(flow("pcap", FlowPhase.CLOSE, 0, 1).traffic(new Traffic(70, 5, 30, 5, 0)).build());
    accept(flow("cni", FlowPhase.CLOSE, 0.001, 1.2).traffic(new Traffic(60, 4, 99, 4, 0)).build());

    assertEquals(
        List.of("ATTEMPT", "UPDATE", "ESTABLISHED", "UPDATE", "CLOSE!*", "UPDATE"), phases());
    assertEquals(new Traffic(70, 5, 99, 5, 0), seen.getLast().traffic());
    assertEquals(
        List.of("pcap", "cni"),
        seen.getLast().witnesses().stream().map(witness -> witness.source()).toList());
    assertEquals(1, seen.stream().map(TrackedFlow::flowId).distinct().count());
    assertEquals(1, table.size());
  }

  @Test
  void aWitnessThatClosedAFlowAndSeesItsTupleAgainBeginsANewOne() {
    accept(flow("pcap", FlowPhase.ATTEMPT, 0, 0).build());
    accept(flow("cni", FlowPhase.ATTEMPT, 0, 0).build());
    accept(flow("pcap", FlowPhase.CLOSE, 0, 1).build());
    accept(flow("cni", FlowPhase.CLOSE, 0, 1).build());
    accept(flow("pcap", FlowPhase.ATTEMPT, 3, 3).build());
    accept(flow("cni", FlowPhase.ATTEMPT, 3, 3).build());

    assertEquals(List.of("ATTEMPT", "UPDATE", "CLOSE!", "UPDATE", "ATTEMPT", "UPDATE"), phases());
    assertEquals(seen.get(4).flowId(), seen.get(5).flowId());
    assertEquals(2, seen.stream().map(TrackedFlow::flowId).distinct().count());
  }

  @Test
  void aSourceMayUseAFlowsNameAgainAfterItsClose() {
    Flow first = flow("pcap", FlowPhase.ATTEMPT, 0, 0).flowId("x").build();
    accept(first);
    accept(flow("pcap", FlowPhase.CLOSE, 0, 1).flowId("x").build());
    TrackedFlow again = accept(flow("pcap", FlowPhase.ATTEMPT, 3, 3).flowId("x").build());

    assertEquals(FlowPhase.ATTEMPT, again.phase());
    assertEquals(again.id(), again.flowId());
  }

  @Test
  void overlappingCapturesOfOneSourceAreWitnessesAndRotatedFilesAreNot() {
    FlowBuilder overlapping =
        estate
            .flow("pcap", "e2", CLIENT, SERVER, at(0.1), Protocol.TCP)
            .start(at(0.1))
            .flowId("other");
    accept(flow("pcap", FlowPhase.ATTEMPT, 0, 0).build());
    accept(overlapping.build());
    assertEquals(List.of("ATTEMPT", "UPDATE"), phases());

    accept(flow("pcap", FlowPhase.CLOSE, 0, 1).end(at(1)).build());
    FlowBuilder rotated =
        estate
            .flow("pcap", "e3", CLIENT, SERVER, at(1.5), Protocol.TCP)
            .start(at(1.5))
            .flowId("third");
    assertEquals(FlowPhase.ATTEMPT, accept(rotated.build()).phase());
  }

  @Test
  void mergingEndsAMinuteAfterTheClose() {
    accept(flow("pcap", FlowPhase.ATTEMPT, 0, 0).build());
    accept(flow("pcap", FlowPhase.CLOSE, 0, 1).build());
    table.advance(at(60.9), seen::add);
    assertEquals(1, table.size());
    table.advance(at(61), seen::add);

    assertEquals(0, table.size());
    assertEquals(FlowPhase.CLOSE, accept(flow("cni", FlowPhase.CLOSE, 0, 61).build()).phase());
  }

  @Test
  void aFlowKeepsTheContainersOfItsFirstEvent() {
    identity.apply(estate.container(ContainerAction.START, A, at(0)), ++order);
    accept(flow("pcap", FlowPhase.ATTEMPT, 1, 1).build());
    identity.apply(estate.container(ContainerAction.DIE, A, at(2)), ++order);
    identity.apply(estate.container(ContainerAction.START, B, at(2.5)), ++order);
    accept(
        estate
            .flow("pcap", "e1", "172.18.0.5:40001", SERVER, at(3), Protocol.TCP)
            .flowId("b")
            .build());
    accept(flow("pcap", FlowPhase.CLOSE, 1, 30).build());

    assertEquals(
        List.of("a-1", "b-1", "a-1"),
        seen.stream().map(flow -> flow.originator().workload().name()).toList());
  }

  @Test
  void theEndOfAPhaseSettlesAndClosesWhatIsOpen() {
    accept(flow("pcap", FlowPhase.ATTEMPT, 0, 0).build());
    accept(flow("pcap", FlowPhase.ATTEMPT, 1, 1).flowId("second").build());
    accept(flow("pcap", FlowPhase.CLOSE, 1, 2).flowId("second").build());
    seen.clear();
    table.finish(seen::add);

    assertEquals(List.of("UPDATE!", "CLOSE"), phases());
    assertEquals(seen.getFirst().flowId() + "/closed", seen.getLast().id());
    assertEquals(at(5), seen.getLast().time());
    assertEquals(0, table.size());
  }

  @Test
  void aFullTableSettlesAndForgetsTheOldestAndCounts() {
    table =
        new FlowTable(
            identity,
            model,
            new FlowLimits(2 * FlowTable.SHARDS, Duration.ofSeconds(60), Duration.ZERO));
    String sameShard = "10.0.0.1:1";
    for (int i = 0; i < 3; i++) {
      accept(
          estate.flow("pcap", "e1", sameShard, "10.0.0.2:" + (i + 1), at(i), Protocol.TCP).build());
    }

    assertEquals(List.of("ATTEMPT", "ATTEMPT", "UPDATE!", "ATTEMPT"), phases());
    assertEquals(1, table.evicted());
    assertEquals(2, table.size());
  }

  @Test
  void aSourceWhoseClockStepsBackGetsItsFiveSeconds() {
    table.advance(at(3600), seen::add);
    accept(flow("pcap", FlowPhase.ATTEMPT, 10, 10).build());
    table.advance(at(3602), seen::add);
    assertEquals(List.of("ATTEMPT"), phases());
    table.advance(at(3605.2), seen::add);

    assertEquals(List.of("ATTEMPT", "UPDATE!"), phases());
    assertEquals(at(15), seen.getLast().time());
  }

  @Test
  void anExchangeFindsTheMergedFlowByItsSourcesNameForIt() {
    Flow first = flow("pcap", FlowPhase.ATTEMPT, 0, 0).build();
    accept(first);
    accept(flow("cni", FlowPhase.ATTEMPT, 0, 0).build());

    assertEquals(first.id(), table.flowId(Estate.end(CLIENT), "cni", "cni-0.0"));
  }

  @Test
  void aFloodOfFlowsStaysWithinItsLimit() {
    int flows = 100_000;
    int limit = flows / 2;
    table =
        new FlowTable(
            identity, model, new FlowLimits(limit, Duration.ofSeconds(60), Duration.ZERO));
    for (int i = 0; i < flows; i++) {
      attempt(i, at(i / 1000.0));
    }

    assertTrue(table.size() <= limit + limit / 8);
    assertEquals(flows, table.size() + table.evicted());
  }

  @Test
  void asManyFlowsAsTheLimitSaysAreFollowedHoweverTheySpread() {
    int flows = 64_000;
    table =
        new FlowTable(
            identity, model, new FlowLimits(flows, Duration.ofSeconds(60), Duration.ZERO));
    for (int i = 0; i < flows; i++) {
      attempt(i, at(i / 100_000.0));
    }

    assertEquals(flows, table.size());
    assertEquals(0, table.evicted());
  }

  private void attempt(int number, Instant time) {
    String from =
        "10." + (number >> 14 & 63) + "." + (number >> 6 & 255) + "." + (number & 63) + ":4000";
    table.accept(
        estate.flow("pcap", "e1", from, "10.9.9.9:80", time, Protocol.TCP).build(),
        ++order,
        _ -> {});
  }

  @Test
  void aWitnessThatIsLateByDeclarationIsMergedForItsDelay() {
    Duration delay = Duration.ofMinutes(5);
    table = new FlowTable(identity, model, FlowLimits.DEFAULT, () -> delay);
    accept(flow("pcap", FlowPhase.ATTEMPT, 0, 0).build());
    accept(flow("pcap", FlowPhase.CLOSE, 0, 1).state(ConnectionState.SF).build());
    table.advance(at(290), seen::add);

    TrackedFlow late = accept(flow("log", FlowPhase.CLOSE, 0, 1).build());
    assertEquals(FlowPhase.UPDATE, late.phase());
    assertEquals(seen.getFirst().id(), late.flowId());

    table.advance(at(302), seen::add);
    assertEquals(0, table.size(), "merging has ended");
  }
}
