package io.ringwall.plugin.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.IdentifiedBy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packets that a capture lacks, since whoever made it lost them. */
final class GapsTest {
  private static final String CLIENT = "10.0.0.1:40000";
  private static final String SERVER = "10.0.0.2:7777";
  private static final String LOST = "GET /lost HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String SEEN = "GET /seen HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String ANSWER = "HTTP/1.1 204 No Content\r\n\r\n";
  private static final int AFTER_LOST = 1001 + LOST.length();
  private static final int AFTER_SEEN = AFTER_LOST + SEEN.length();

  @TempDir private Path folder;

  private List<String> exchanges(TestCapture capture) throws Exception {
    return Replayed.replay(capture.in(folder)).requests().stream()
        .map(one -> one.path() + " " + one.status())
        .toList();
  }

  private static TestCapture lacksTheFirstRequest() {
    return new TestCapture()
        .handshake(CLIENT, SERVER)
        .after(0.1)
        .tcp(CLIENT, SERVER, "PA", AFTER_LOST, 5001, SEEN);
  }

  @Test
  void whatTheReceiverHasIsNotWaitedFor() throws Exception {
    TestCapture capture =
        lacksTheFirstRequest()
            .after(0.02)
            .tcp(SERVER, CLIENT, "PA", 5001, AFTER_SEEN, ANSWER)
            .after(0.02);
    assertEquals(List.of("/seen 204"), exchanges(capture));
  }

  @Test
  void anAcknowledgementAloneSaysSoToo() throws Exception {
    TestCapture capture =
        lacksTheFirstRequest()
            .after(0.02)
            .tcp(SERVER, CLIENT, "A", 5001, AFTER_SEEN, "")
            .tcp(SERVER, CLIENT, "PA", 5001, 1001, ANSWER);
    assertEquals(List.of("/seen 204"), exchanges(capture));
  }

  @Test
  void packetsInTheWrongOrderAreWaitedFor() throws Exception {
    TestCapture capture =
        lacksTheFirstRequest()
            .after(0.002)
            .tcp(SERVER, CLIENT, "A", 5001, AFTER_SEEN, "")
            .after(0.002)
            .tcp(CLIENT, SERVER, "PA", 1001, 5001, LOST)
            .after(0.1)
            .tcp(SERVER, CLIENT, "PA", 5001, AFTER_SEEN, ANSWER + ANSWER);
    assertEquals(List.of("/lost 204", "/seen 204"), exchanges(capture));
  }

  @Test
  void whatIsHeldIsReadAfterThreeSecondsOfSilence() throws Exception {
    TestCapture capture = lacksTheFirstRequest().after(10).udp(SERVER, CLIENT, "later");
    Flow aged = Replayed.replay(capture.in(folder)).flows(FlowPhase.UPDATE).getFirst();
    assertEquals("http", aged.applicationProtocol());
    assertEquals(IdentifiedBy.PAYLOAD, aged.identifiedBy());
  }
}
