package io.ringwall.plugin.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.event.ConnectionState;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.Protocol;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who began, what phases a flow goes through, how it ends. */
final class FlowsTest {
  private static final String CLIENT = "10.0.0.1:40000";
  private static final String SERVER = "10.0.0.2:8000";

  @TempDir private Path folder;

  private Replayed replay(TestCapture capture) throws Exception {
    return Replayed.replay(capture.in(folder));
  }

  private static List<FlowPhase> phases(Replayed replayed) {
    return replayed.flows().stream().map(Flow::phase).toList();
  }

  private static void assertOriginator(String end, Flow flow) {
    assertEquals(end, flow.originator().address() + ":" + flow.originator().port());
  }

  @Test
  void tellsOfAConnectionFromAttemptToClose() throws Exception {
    Replayed replayed =
        replay(
            new TestCapture()
                .handshake(CLIENT, SERVER)
                .tcp(CLIENT, SERVER, "PA", 1001, 5001, "hello")
                .tcp(SERVER, CLIENT, "PA", 5001, 1006, "world!")
                .tcp(CLIENT, SERVER, "FA", 1006, 5007, "")
                .tcp(SERVER, CLIENT, "FA", 5007, 1007, "")
                .tcp(CLIENT, SERVER, "A", 1007, 5008, ""));
    assertEquals(
        List.of(FlowPhase.ATTEMPT, FlowPhase.ESTABLISHED, FlowPhase.UPDATE, FlowPhase.CLOSE),
        phases(replayed));
    Flow flow = replayed.onlyFlow();
    assertEquals(ConnectionState.SF, flow.state());
    assertEquals("ShADdFf", flow.history());
    assertEquals(5, flow.traffic().originatorBytes());
    assertEquals(6, flow.traffic().responderBytes());
    assertEquals(5, flow.traffic().originatorPackets());
    assertOriginator(CLIENT, flow);
  }

  @Test
  void aHandshakeIsNoAnswer() throws Exception {
    Replayed replayed = replay(new TestCapture().handshake(CLIENT, SERVER));
    Flow established = replayed.flows(FlowPhase.ESTABLISHED).getFirst();
    assertFalse(established.answered());
    assertEquals(ConnectionState.S1, established.state());
  }

  @Test
  void aRefusedAttemptGoesStraightToClose() throws Exception {
    Replayed replayed =
        replay(
            new TestCapture()
                .tcp(CLIENT, SERVER, "S", 1000)
                .after(0.01)
                .tcp(SERVER, CLIENT, "RA", 0, 1001, ""));
    assertEquals(List.of(FlowPhase.ATTEMPT, FlowPhase.CLOSE), phases(replayed));
    Flow flow = replayed.onlyFlow();
    assertEquals(ConnectionState.REJ, flow.state());
    assertTrue(flow.answered());
  }

  @Test
  void anUnansweredAttemptClosesAfterFiveSeconds() throws Exception {
    Replayed replayed =
        replay(
            new TestCapture()
                .tcp(CLIENT, SERVER, "S", 1000)
                .after(60)
                .arp(1, "10.0.0.9", "10.0.0.8"));
    Flow closed =
        replayed.flows(FlowPhase.CLOSE).stream()
            .filter(flow -> flow.protocol() == Protocol.TCP)
            .findFirst()
            .orElseThrow();
    assertEquals(ConnectionState.S0, closed.state());
    assertEquals(Duration.ofSeconds(5), Duration.between(closed.start(), closed.time()));
  }

  @Test
  void tellsHowAnUnansweredFlowStandsWhenFiveSecondsOld() throws Exception {
    Replayed replayed =
        replay(
            new TestCapture()
                .udp(CLIENT, SERVER, "one")
                .after(4)
                .udp(CLIENT, SERVER, "two")
                .after(4)
                .udp(CLIENT, SERVER, "three"));
    Flow aged = replayed.flows(FlowPhase.UPDATE).getFirst();
    assertEquals(Duration.ofSeconds(5), Duration.between(aged.start(), aged.time()));
    assertEquals(2, aged.traffic().originatorPackets());
    assertFalse(aged.answered());
  }

  @Test
  void reportsALongFlowEveryFiveMinutes() throws Exception {
    TestCapture capture = new TestCapture().handshake(CLIENT, SERVER);
    for (int i = 0; i < 70; i++) {
      capture.after(10).tcp(SERVER, CLIENT, "PA", 5001 + i, 1001, "x");
    }
    List<Flow> updates = replay(capture).flows(FlowPhase.UPDATE);
    List<Long> ages =
        updates.stream()
            .map(flow -> Duration.between(flow.start(), flow.time()).toSeconds())
            .toList();
    assertEquals(List.of(5L, 10L, 300L, 600L), ages);
  }

  @Test
  void aFirstSynAckComesFromTheResponder() throws Exception {
    Flow flow = replay(new TestCapture().tcp(SERVER, CLIENT, "SA", 5000, 1001, "")).onlyFlow();
    assertOriginator(CLIENT, flow);
    assertEquals("^h", flow.history());
  }

  @Test
  void aFirstResetIsChargedToNobody() throws Exception {
    Flow flow = replay(new TestCapture().tcp(SERVER, CLIENT, "R", 5000)).onlyFlow();
    assertOriginator(CLIENT, flow);
    assertTrue(flow.answered());
  }

  @Test
  void inTheMiddleOfAConnectionTheEphemeralSideBegan() throws Exception {
    Flow flow =
        replay(
                new TestCapture()
                    .tcp("10.0.0.2:443", CLIENT, "A", 5000, 1001, "data")
                    .tcp(CLIENT, "10.0.0.2:443", "A", 1001, 5004, ""))
            .onlyFlow();
    assertOriginator(CLIENT, flow);
    assertTrue(flow.preExisting());
    assertEquals(ConnectionState.OTH, flow.state());
  }

  @Test
  void aProbeWithoutSynIsStillTheProbersFlow() throws Exception {
    Flow flow =
        replay(new TestCapture().tcp(CLIENT, SERVER, "FP", 1).tcp(SERVER, CLIENT, "RA", 0, 2, ""))
            .onlyFlow();
    assertOriginator(CLIENT, flow);
    assertTrue(flow.answered());
    assertEquals(0, flow.traffic().responderBytes());
  }

  @Test
  void aNewSequenceNumberOnAClosedConnectionBeginsAnother() throws Exception {
    Replayed replayed =
        replay(
            new TestCapture()
                .tcp(CLIENT, SERVER, "S", 1000)
                .tcp(SERVER, CLIENT, "RA", 0, 1001, "")
                .tcp(CLIENT, SERVER, "S", 1000)
                .tcp(CLIENT, SERVER, "S", 77_000));
    assertEquals(2, replayed.flows(FlowPhase.ATTEMPT).size());
    assertEquals(2, replayed.flows(FlowPhase.CLOSE).size());
  }

  @Test
  void whatOvertookItsSynBelongsToTheSameConnection() throws Exception {
    Flow flow =
        replay(
                new TestCapture()
                    .tcp(SERVER, CLIENT, "SA", 5000, 1001, "")
                    .tcp(CLIENT, SERVER, "S", 1000)
                    .tcp(CLIENT, SERVER, "A", 1001, 5001, ""))
            .onlyFlow();
    assertOriginator(CLIENT, flow);
  }

  @Test
  void anAnswerWhoseQuestionWasNotSeenIsTurnedRound() throws Exception {
    Replayed replayed = replay(new TestCapture().udp("10.0.0.2:53", CLIENT, "answer"));
    Flow first = replayed.flows(FlowPhase.ATTEMPT).getFirst();
    assertOriginator(CLIENT, first);
    assertTrue(first.answered());
  }

  @Test
  void aDatagramBackEstablishesAndAnswersAtOnce() throws Exception {
    Replayed replayed =
        replay(new TestCapture().udp(CLIENT, SERVER, "ping").udp(SERVER, CLIENT, "pong"));
    assertEquals(
        List.of(FlowPhase.ATTEMPT, FlowPhase.ESTABLISHED, FlowPhase.CLOSE), phases(replayed));
    assertTrue(replayed.flows(FlowPhase.ESTABLISHED).getFirst().answered());
    assertEquals(ConnectionState.SF, replayed.onlyFlow().state());
  }

  @Test
  void anIcmpErrorAnswersTheFlowItQuotes() throws Exception {
    Replayed replayed =
        replay(
            new TestCapture()
                .udp(CLIENT, SERVER, "ping")
                .icmp("10.0.0.2", "10.0.0.1", 3, 3, TestCapture.quoted(17, CLIENT, SERVER)));
    Flow flow = replayed.onlyFlow();
    assertEquals(Protocol.UDP, flow.protocol());
    assertEquals(ConnectionState.REJ, flow.state());
    assertTrue(flow.answered());
  }

  @Test
  void anEchoReplyBelongsToItsRequest() throws Exception {
    Flow flow =
        replay(
                new TestCapture()
                    .icmp("10.0.0.1", "10.0.0.2", 8, 0, new byte[8])
                    .icmp("10.0.0.2", "10.0.0.1", 0, 0, new byte[8]))
            .onlyFlow();
    assertEquals(8, flow.icmpType());
    assertEquals(ConnectionState.SF, flow.state());
    assertEquals(0, flow.responder().port());
  }

  @Test
  void whoPingsBackBeginsAFlowOfHisOwn() throws Exception {
    Replayed replayed =
        replay(
            new TestCapture()
                .icmp("10.0.0.1", "10.0.0.2", 8, 0, new byte[8])
                .icmp("10.0.0.2", "10.0.0.1", 0, 0, new byte[8])
                .icmp("10.0.0.2", "10.0.0.1", 8, 0, new byte[8]));
    assertEquals(
        List.of("10.0.0.1", "10.0.0.2"),
        replayed.flows(FlowPhase.ATTEMPT).stream()
            .map(flow -> flow.originator().address().toString())
            .toList());
  }

  @Test
  void anArpQuestionIsAFlowAndAnAnnouncementIsNone() throws Exception {
    Flow flow =
        replay(
                new TestCapture()
                    .arp(1, "10.0.0.1", "10.0.0.2")
                    .arp(2, "10.0.0.2", "10.0.0.1")
                    .arp(1, "10.0.0.7", "10.0.0.7")
                    .arp(1, "0.0.0.0", "10.0.0.6"))
            .onlyFlow();
    assertEquals(Protocol.ARP, flow.protocol());
    assertEquals(-1, flow.protocolNumber());
    assertTrue(flow.answered());
  }

  @Test
  void countsWhatWasLostAndWhatCameTwice() throws Exception {
    Flow flow =
        replay(
                new TestCapture()
                    .handshake(CLIENT, SERVER)
                    .tcp(CLIENT, SERVER, "A", 1001, 5001, "abcde")
                    .tcp(CLIENT, SERVER, "A", 1011, 5001, "klmno")
                    .tcp(CLIENT, SERVER, "A", 1001, 5001, "abcde")
                    .tcp(SERVER, CLIENT, "A", 5001, 1016, ""))
            .onlyFlow();
    assertTrue(flow.history().contains("G"), flow.history());
    assertEquals(5, flow.traffic().missedBytes());
    assertEquals(10, flow.traffic().originatorBytes());
  }

  @Test
  void whatComesLateIsNotMissing() throws Exception {
    Flow flow =
        replay(
                new TestCapture()
                    .handshake(CLIENT, SERVER)
                    .tcp(CLIENT, SERVER, "A", 1006, 5001, "fghij")
                    .tcp(CLIENT, SERVER, "A", 1001, 5001, "abcde"))
            .onlyFlow();
    assertEquals(0, flow.traffic().missedBytes());
    assertEquals(10, flow.traffic().originatorBytes());
    assertFalse(flow.history().contains("T"), flow.history());
  }

  @Test
  void closesTheFlowThatIsDueFirstWhenTheTableIsFull() throws Exception {
    TestCapture capture = new TestCapture();
    for (int port = 1; port <= 5; port++) {
      capture.after(0.1).tcp(CLIENT, "10.0.0.2:" + port, "S", 1000);
    }
    Replayed replayed = Replayed.replay(Configured.withBounds(2, 100), capture.in(folder));
    assertEquals(3, replayed.counter("dropped flow-table-full"));
    assertEquals(5, replayed.flows(FlowPhase.CLOSE).size());
    assertEquals(1, replayed.flows(FlowPhase.CLOSE).getFirst().responder().port());
  }
}
