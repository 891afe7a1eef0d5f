package io.ringwall.plugin.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwall.sdk.event.ConnectionState;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in VLANs (IEEE 802.1Q), also in VLANs within VLANs (802.1ad, and what came before). */
final class VlansTest {
  private static final String CLIENT = "10.0.0.1:40000";
  private static final String SERVER = "10.0.0.2:8000";
  private static final int Q = 0x8100;
  private static final int AD = 0x88a8;

  @TempDir private Path folder;

  private static TestCapture refused(TestCapture capture, int... vlans) {
    return capture
        .within(vlans)
        .tcp(CLIENT, SERVER, "S", 1000)
        .after(0.01)
        .tcp(SERVER, CLIENT, "RA", 0, 1001, "")
        .after(0.01);
  }

  private List<String> closed(TestCapture capture) throws Exception {
    return Replayed.replay(capture.in(folder)).flows(FlowPhase.CLOSE).stream()
        .map(flow -> flow.number("vlan") + " " + flow.state())
        .toList();
  }

  @Test
  void readsThroughAllKindsOfTags() throws Exception {
    for (int[] vlans :
        List.of(
            new int[] {Q, 5},
            new int[] {AD, 5},
            new int[] {AD, 7, Q, 5},
            new int[] {Q, 7, Q, 5},
            new int[] {0x9100, 7, Q, 5},
            new int[] {AD, 6, AD, 7, Q, 5})) {
      Flow flow = Replayed.replay(refused(new TestCapture(), vlans).in(folder)).onlyFlow();
      assertEquals(ConnectionState.REJ, flow.state());
      assertEquals("10.0.0.2", flow.responder().address().toString());
      assertEquals(8000, flow.responder().port());
      assertEquals(5L, flow.number("vlan"));
    }
  }

  @Test
  void tellsApartWhatHasTheSameAddressesInOtherVlans() throws Exception {
    var capture = new TestCapture();
    refused(capture);
    refused(capture, Q, 5);
    refused(capture, Q, 6);
    refused(capture, AD, 7, Q, 5);
    refused(capture, AD, 8, Q, 5);
    assertEquals(List.of("null REJ", "5 REJ", "6 REJ", "5 REJ", "5 REJ"), closed(capture));
  }

  @Test
  void aTagThatOnlySaysAPriorityIsNoNetworkOfItsOwn() throws Exception {
    var capture = new TestCapture();
    capture.within(Q, 0xe000).tcp(CLIENT, SERVER, "S", 1000);
    capture.within().tcp(SERVER, CLIENT, "RA", 0, 1001, "");
    assertEquals(List.of("null REJ"), closed(capture));
    capture = new TestCapture();
    capture.within(Q, 0xe005).tcp(CLIENT, SERVER, "S", 1000);
    capture.within(Q, 5).tcp(SERVER, CLIENT, "RA", 0, 1001, "");
    assertEquals(List.of("5 REJ"), closed(capture));
  }
}
