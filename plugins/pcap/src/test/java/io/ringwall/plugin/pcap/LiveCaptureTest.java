package io.ringwall.plugin.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.testkit.Recorder;
import io.ringwall.testkit.contract.CaptureSourceContract;
import io.ringwall.testkit.contract.LiveScene;
import io.ringwall.testkit.network.TestNetwork;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Reads what passes bridges of real network namespaces. */
final class LiveCaptureTest {
  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> contract() {
    return CaptureSourceContract.of(PcapPlugin.class, "pcap", _ -> new RefusedConnections())
        .tests();
  }

  /** Each happening is a connection to a port that nobody listens on. */
  private static final class RefusedConnections implements LiveScene {
    private final TestNetwork network;

    RefusedConnections() throws IOException, InterruptedException {
      network = TestNetwork.of(1);
    }

    @Override
    public String configuration() {
      return "interfaces: ['" + network.bridge() + "']";
    }

    @Override
    public void happen(int number) throws IOException {
      refused(network, 10_000 + number);
    }

    @Override
    public void close() throws IOException {
      network.close();
    }
  }

  @Test
  void seesWhatPassesBetweenTwoPortsOfABridgeOnce() throws Exception {
    Files.writeString(folder.resolve("index.html"), "x".repeat(1_000));
    try (TestNetwork network = TestNetwork.of(2);
        Reading reading = Reading.of(network.bridge())) {
      network.serve(3, 8080, folder);
      ask(network);
      Flow closed = reading.awaitClosed(8080);
      assertEquals(network.address(2), closed.originator().address().toString());
      assertEquals(network.address(3), closed.responder().address().toString());
      assertEquals(network.bridge(), closed.witnesses().getFirst().networkInterface());
      assertEquals("http", closed.applicationProtocol());
      assertEquals(1, reading.flows(FlowPhase.ESTABLISHED, 8080));
      List<HttpExchange> requests = reading.recorder.events(HttpExchange.class);
      assertEquals(1, requests.size());
      assertEquals(200, requests.getFirst().status());
      assertEquals(1_000, Objects.requireNonNull(requests.getFirst().response()).bodyBytes());
      assertEquals(Map.of(), reading.recorder.dropped());
      assertEquals(Map.of(), reading.recorder.malformed());
    }
  }

  /** The kernel takes the outer tag of what it receives off, and tells it beside the packet. */
  @Test
  void tellsConnectionsOfTheSameAddressesApartByTheirVlans() throws Exception {
    try (TestNetwork network = TestNetwork.of(2);
        Reading reading = Reading.of(network.bridge())) {
      TestCapture packets = new TestCapture();
      exchange(packets, 5_005, 0x8100, 5);
      exchange(packets, 5_005, 0x8100, 6);
      exchange(packets, 5_005, 0x88a8, 7, 0x8100, 5);
      exchange(packets, 5_005, 0x88a8, 8, 0x8100, 5);
      for (int i = 0; i < packets.frames().size(); i++) {
        String[] send = sending("eth0", packets.frames().get(i));
        assertEquals("", TestNetwork.said(network.in(2 + i % 2, send)));
      }
      reading.await(() -> reading.flows(FlowPhase.CLOSE, 5_005) == 4);
      assertEquals(
          List.of("5 REJ", "6 REJ", "5 REJ", "5 REJ"),
          reading.recorder.events(Flow.class).stream()
              .filter(flow -> flow.phase() == FlowPhase.CLOSE && flow.responder().port() == 5_005)
              .map(LiveCaptureTest::vlanAndState)
              .toList());
    }
  }

  /** What this host sends still has its tags, and what it receives has lost one. */
  @Test
  void joinsWhatIsSentAndWhatIsReceivedWithinVlans() throws Exception {
    try (TestNetwork network = TestNetwork.of(1);
        Reading reading = Reading.of(network.bridge())) {
      TestCapture packets = new TestCapture();
      exchange(packets, 5_001, 0x8100, 5);
      exchange(packets, 5_002, 0x88a8, 7, 0x8100, 9);
      for (int i = 0; i < packets.frames().size(); i += 2) {
        String[] send = sending(network.bridge(), packets.frames().get(i));
        var here = new ProcessBuilder(send).redirectErrorStream(true).start();
        assertEquals("", TestNetwork.said(here));
        send = sending("eth0", packets.frames().get(i + 1));
        assertEquals("", TestNetwork.said(network.in(2, send)));
      }
      assertEquals("5 REJ", vlanAndState(reading.awaitClosed(5_001)));
      assertEquals("9 REJ", vlanAndState(reading.awaitClosed(5_002)));
      assertEquals(1, reading.flows(FlowPhase.ATTEMPT, 5_001));
      assertEquals(1, reading.flows(FlowPhase.ATTEMPT, 5_002));
    }
  }

  private static String vlanAndState(Flow flow) {
    return flow.number("vlan") + " " + flow.state();
  }

  /** A connection is asked for and refused. */
  private static void exchange(TestCapture packets, int port, int... vlans) {
    String server = "198.18.5.3:" + port;
    packets
        .within(vlans)
        .tcp("198.18.5.2:40000", server, "S", 1000)
        .tcp(server, "198.18.5.2:40000", "RA", 0, 1001, "");
  }

  /** Not every kernel has VLAN interfaces; a frame can be sent as it is by each. */
  private static String[] sending(String name, byte[] frame) {
    String program =
        "import socket, sys; s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW);"
            + " s.bind((sys.argv[1], 0)); s.send(bytes.fromhex(sys.argv[2]))";
    return new String[] {"/usr/bin/python3", "-c", program, name, HexFormat.of().formatHex(frame)};
  }

  @Test
  void readsOnWhileTheEngineHasNoRoom() throws Exception {
    try (TestNetwork network = TestNetwork.of(1)) {
      var full = new FullEngine();
      var recorder = new Recorder("pcap", Clock.systemUTC(), null);
      CaptureSource source =
          LiveCapture.open(
              Configured.onInterface(network.bridge()), Interfaces.ofThisHost(), recorder);
      Thread reader =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  source.run(full);
                } catch (InterruptedException | PluginException e) {
                  throw new IllegalStateException(e);
                }
              });
      try {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        for (int port = 5_000; full.offered.get() < 20; port++) {
          assertTrue(System.nanoTime() < end, () -> full.offered + " events within 20 s");
          refused(network, port);
        }
      } finally {
        source.close();
        reader.join(5_000);
      }
      assertFalse(reader.isAlive());
    }
  }

  /** Has no room for anything, ever: who waits for it waits forever. */
  private static final class FullEngine implements EventSink {
    private final AtomicInteger offered = new AtomicInteger();

    @Override
    public void emit(Event event) throws InterruptedException {
      new CountDownLatch(1).await();
    }

    @Override
    public boolean offer(Event event) {
      offered.incrementAndGet();
      return false;
    }

    @Override
    public void complete(Instant upTo) {}
  }

  @Test
  void readsABridgeThatComesLaterAndLetsGoOneThatIsGone() throws Exception {
    try (Reading reading = Reading.of("rt*")) {
      for (int i = 0; i < 2; i++) {
        String bridge;
        try (TestNetwork network = TestNetwork.of(1)) {
          bridge = network.bridge();
          reading.await(() -> {
            refused(network, 4_000);
            return reading.recorder.events(Flow.class).stream()
                .anyMatch(flow -> isSeenOn(bridge, flow));
          });
        }
        reading.await(
            () -> reading.recorder.remarks().contains("interface '" + bridge + "' is gone"));
      }
    }
  }

  private static boolean isSeenOn(String bridge, Flow flow) {
    return bridge.equals(flow.witnesses().getFirst().networkInterface());
  }

  private static void refused(TestNetwork network, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(network.address(2), port), 5_000);
    } catch (ConnectException e) {
      // Nobody listens there, as it is meant to be.
    }
  }

  private static void ask(TestNetwork network) throws IOException, InterruptedException {
    String page = "http://" + network.address(3) + ":8080/index.html";
    Process client = network.in(2, "busybox", "wget", "-q", "-O", "-", page);
    assertEquals(1_000, client.getInputStream().readAllBytes().length);
    assertEquals(0, client.waitFor());
  }
}
