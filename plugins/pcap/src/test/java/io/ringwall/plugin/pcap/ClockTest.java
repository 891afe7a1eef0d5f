package io.ringwall.plugin.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures whose clock jumps, several captures, and the names of events. */
final class ClockTest {
  private static final String CLIENT = "10.0.0.1:40000";
  private static final String SERVER = "10.0.0.2:8000";

  @TempDir private Path folder;

  @Test
  void aClockSetBackBeginsAnEpochWithItsOwnTimes() throws Exception {
    Path capture =
        new TestCapture()
            .udp(CLIENT, SERVER, "one")
            .after(-100)
            .udp(SERVER, CLIENT, "two")
            .in(folder);
    Replayed replayed = Replayed.replay(capture);
    Flow first = replayed.flows(FlowPhase.ATTEMPT).getFirst();
    Flow second = replayed.flows(FlowPhase.ESTABLISHED).getFirst();
    assertEquals(first.flowId(), second.flowId());
    assertEquals(Duration.ofSeconds(-100), Duration.between(first.time(), second.time()));
    assertEquals(first.epoch() + ".1", second.epoch());
  }

  @Test
  void packetsSlightlyOutOfOrderKeepTheirTimes() throws Exception {
    Path capture =
        new TestCapture()
            .udp(CLIENT, SERVER, "one")
            .after(-1.5)
            .udp("10.0.0.3:5000", SERVER, "two")
            .in(folder);
    List<Flow> attempts = Replayed.replay(capture).flows(FlowPhase.ATTEMPT);
    assertEquals(
        Duration.ofMillis(-1500), Duration.between(attempts.get(0).time(), attempts.get(1).time()));
  }

  @Test
  void rotatedFilesShareOneFlowTableInWhateverOrderTheyAreGiven() throws Exception {
    Path first = new TestCapture().handshake(CLIENT, SERVER).in(folder);
    Path second =
        new TestCapture().after(10).tcp(SERVER, CLIENT, "A", 5001, 1001, "late").in(folder);
    Replayed replayed = Replayed.replay(second, first);
    assertEquals(4, replayed.onlyFlow().traffic().responderBytes());
  }

  @Test
  void overlappingFilesAreSeparateWitnesses() throws Exception {
    Path first =
        new TestCapture()
            .handshake(CLIENT, SERVER)
            .after(5)
            .arp(1, "1.1.1.1", "1.1.1.2")
            .in(folder);
    Path second = new TestCapture().after(1).handshake(CLIENT, SERVER).in(folder);
    List<Flow> attempts =
        Replayed.replay(first, second).flows(FlowPhase.ATTEMPT).stream()
            .filter(flow -> flow.responder().port() == 8000)
            .toList();
    assertEquals(2, attempts.size());
    assertTrue(
        !attempts.get(0).witnesses().equals(attempts.get(1).witnesses()),
        () -> "the same witness twice: " + attempts);
  }

  @Test
  void theSameInputGivesTheSameEvents() throws Exception {
    TestCapture capture = new TestCapture();
    for (int i = 0; i < 500; i++) {
      capture.after(0.03).udp("10.0.0." + i % 7 + ":" + (2000 + i % 90), "10.0.1.1:99", "x" + i);
    }
    Path file = capture.in(folder);
    List<String> once = Replayed.replay(file).events().stream().map(Event::toString).toList();
    List<String> twice = Replayed.replay(file).events().stream().map(Event::toString).toList();
    assertEquals(once, twice);
    List<String> ids = Replayed.replay(file).events().stream().map(Event::id).toList();
    assertEquals(ids.size(), ids.stream().distinct().count());
  }
}
