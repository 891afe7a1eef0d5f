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
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
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
    private final BridgedNetwork network;

    RefusedConnections() throws IOException, InterruptedException {
      network = BridgedNetwork.of(1);
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
    try (BridgedNetwork network = BridgedNetwork.of(2);
        Reading reading = Reading.of(network.bridge())) {
      Process server =
          network.in(3, "busybox", "httpd", "-f", "-p", "8080", "-h", folder.toString());
      try {
        ask(network);
        Flow closed = reading.awaitClosed(8080);
        assertEquals(network.address(2), closed.originator().address().toString());
        assertEquals(network.address(3), closed.responder().address().toString());
        assertEquals(network.bridge(), closed.witnesses().getFirst().networkInterface());
        assertEquals("http", closed.applicationProtocol());
        assertEquals(1, reading.flows(FlowPhase.ESTABLISHED, 8080));
      } finally {
        server.destroy();
        assertTrue(server.waitFor(5, TimeUnit.SECONDS));
      }
      List<HttpExchange> requests = reading.recorder.events(HttpExchange.class);
      assertEquals(1, requests.size());
      assertEquals(200, requests.getFirst().status());
      assertEquals(1_000, Objects.requireNonNull(requests.getFirst().response()).bodyBytes());
      assertEquals(Map.of(), reading.recorder.dropped());
      assertEquals(Map.of(), reading.recorder.malformed());
    }
  }

  @Test
  void readsOnWhileTheEngineHasNoRoom() throws Exception {
    try (BridgedNetwork network = BridgedNetwork.of(1)) {
      var full = new FullEngine();
      var recorder = new Recorder("pcap", Clock.systemUTC(), null);
      CaptureSource source =
          LiveCapture.open(Reading.reading(network.bridge()), Interfaces.ofThisHost(), recorder);
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
    try (Reading reading = Reading.of("rw*")) {
      for (int i = 0; i < 2; i++) {
        String bridge;
        try (BridgedNetwork network = BridgedNetwork.of(1)) {
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

  private static void refused(BridgedNetwork network, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(network.address(2), port), 5_000);
    } catch (ConnectException e) {
      // Nobody listens there, as it is meant to be.
    }
  }

  private static void ask(BridgedNetwork network) throws IOException, InterruptedException {
    String page = "http://" + network.address(3) + ":8080/index.html";
    for (int i = 0; i < 50; i++) {
      if (listens(network)) {
        Process client = network.in(2, "busybox", "wget", "-q", "-O", "-", page);
        assertEquals(1_000, client.getInputStream().readAllBytes().length);
        assertEquals(0, client.waitFor());
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("the server does not listen");
  }

  /** Asked within the server's namespace, so that nothing of it passes the bridge. */
  private static boolean listens(BridgedNetwork network) throws IOException, InterruptedException {
    Process asked = network.in(3, "cat", "/proc/net/tcp", "/proc/net/tcp6");
    boolean listens =
        new String(asked.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
            .contains(":1F90 ");
    asked.waitFor();
    return listens;
  }

  /** A source at work, on a thread of its own. */
  private static final class Reading implements AutoCloseable {
    private final Recorder recorder = new Recorder("pcap", Clock.systemUTC(), null);
    private final CaptureSource source;
    private final Thread thread;

    private Reading(String pattern) throws PluginException {
      source = LiveCapture.open(reading(pattern), Interfaces.ofThisHost(), recorder);
      this.thread =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  source.run(recorder);
                } catch (InterruptedException | PluginException e) {
                  throw new IllegalStateException(e);
                }
              });
    }

    /** Begins to read; returns once the interfaces that are there are read. */
    static Reading of(String pattern) throws Exception {
      Reading reading = new Reading(pattern);
      int there = Interfaces.ofThisHost().wanted(List.of(pattern)).size();
      reading.await(
          () -> reading.recorder.counted().getOrDefault("interfaces-opened", 0L) >= there);
      return reading;
    }

    private static PcapConfig reading(String pattern) {
      PcapConfig defaults = PcapConfig.defaults();
      return new PcapConfig(
          defaults.maxFlows(),
          defaults.maxInspectedFlows(),
          defaults.maxReassemblyBytes(),
          defaults.maxFragmentBytes(),
          defaults.fragmentTimeout(),
          defaults.tcpTimeout(),
          defaults.attemptTimeout(),
          defaults.lingerTimeout(),
          defaults.udpTimeout(),
          defaults.otherTimeout(),
          defaults.activeTimeout(),
          defaults.httpHeaders(),
          List.of(pattern),
          defaults.ringBytes());
    }

    int flows(FlowPhase phase, int port) {
      return (int)
          recorder.events(Flow.class).stream()
              .filter(flow -> flow.phase() == phase && flow.responder().port() == port)
              .count();
    }

    Flow awaitClosed(int port) throws Exception {
      await(() -> closed(port).isPresent());
      return closed(port).orElseThrow();
    }

    private Optional<Flow> closed(int port) {
      return recorder.events(Flow.class).stream()
          .filter(flow -> flow.phase() == FlowPhase.CLOSE && flow.responder().port() == port)
          .findFirst();
    }

    void await(Callable<Boolean> condition) throws Exception {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (!condition.call()) {
        if (System.nanoTime() > end) {
          throw new AssertionError(
              "did not happen within 20 s; " + recorder.events() + recorder.remarks());
        }
        Thread.sleep(50);
      }
    }

    @Override
    public void close() {
      source.close();
      try {
        thread.join(5_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      assertFalse(thread.isAlive());
    }
  }
}
