package io.ringwall.plugin.conntrack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.event.AddressPair;
import io.ringwall.sdk.event.ConnectionState;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.Traffic;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.testkit.Recorder;
import io.ringwall.testkit.SourceAtWork;
import io.ringwall.testkit.contract.CaptureSourceContract;
import io.ringwall.testkit.contract.LiveScene;
import io.ringwall.testkit.contract.PluginContract;
import io.ringwall.testkit.network.TestNetwork;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Follows connections of real network namespaces, through real translation. */
final class LiveConnectionsTest {
  private static final int CLIENT = 2;
  private static final int SERVER = 3;

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> plugin() {
    return PluginContract.of(ConntrackPlugin.class).tests();
  }

  @TestFactory
  Stream<DynamicTest> contract() {
    return CaptureSourceContract.of(
            ConntrackPlugin.class, "conntrack", _ -> new RefusedConnections())
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
      return "networks: ['" + network.address(0) + "/24']";
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

  private static void refused(TestNetwork network, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(network.address(CLIENT), port), 5_000);
    } catch (ConnectException e) {
      // Nobody listens there, as it is meant to be.
    }
  }

  private void page() throws IOException {
    Files.writeString(folder.resolve("index.html"), "x".repeat(1_000));
  }

  @Test
  void namesTheContainerBehindAServiceAndTheAddressThatWasAsked() throws Exception {
    page();
    try (TestNetwork network = TestNetwork.of(2);
        Setting _ = Setting.of("nf_conntrack_acct", "1");
        Reading reading = Reading.of(List.of())) {
      network.translate(network.service(), 80, network, SERVER, 8080);
      network.serve(SERVER, 8080, folder);
      String page = "http://" + network.service() + "/index.html";
      assertEquals(
          1_000, TestNetwork.said(network.in(CLIENT, "busybox", "wget", "-qO-", page)).length());
      Flow closed = reading.await(FlowPhase.CLOSE, network.address(SERVER), 8080);
      List<Flow> all = reading.flows(closed.flowId());
      assertEquals(
          List.of(FlowPhase.ATTEMPT, FlowPhase.ESTABLISHED, FlowPhase.CLOSE),
          all.stream().map(Flow::phase).toList());
      for (Flow flow : all) {
        assertEquals(network.address(CLIENT), flow.originator().address().toString());
        assertEquals(
            new AddressPair(
                IpAddress.parse(network.address(CLIENT)),
                flow.originator().port(),
                IpAddress.parse(network.service()),
                80),
            flow.original());
        assertEquals(Protocol.TCP, flow.protocol());
        assertFalse(flow.preExisting());
      }
      assertEquals(ConnectionState.SF, closed.state());
      assertTrue(closed.answered());
      Traffic traffic = Objects.requireNonNull(closed.traffic());
      // The page and the head before it, whose length depends on the client alone.
      assertTrue(
          traffic.responderBytes() > 1_000 && traffic.responderBytes() < 1_400, "" + traffic);
      assertTrue(traffic.originatorBytes() > 50 && traffic.originatorBytes() < 200, "" + traffic);
      assertEquals(Map.of(), reading.recorder.dropped());
    }
  }

  @Test
  void tellsOnceWhatBeganBeforeItAndThatItEnded() throws Exception {
    page();
    try (TestNetwork network = TestNetwork.of(2)) {
      network.serve(SERVER, 8080, folder);
      String server = network.address(SERVER);
      Process client = network.in(CLIENT, "busybox", "nc", server, "8080");
      while (!TestNetwork.said(network.in(CLIENT, "cat", "/proc/net/tcp")).contains(":1F90 01 ")) {
        Thread.sleep(20);
      }
      try (Reading reading = Reading.of(List.of())) {
        Flow there = reading.await(FlowPhase.ESTABLISHED, server, 8080);
        assertTrue(there.preExisting());
        assertNull(there.original());
        client
            .getOutputStream()
            .write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().close();
        client.waitFor();
        Flow closed = reading.await(FlowPhase.CLOSE, server, 8080);
        assertEquals(there.flowId(), closed.flowId());
        assertEquals(
            List.of(FlowPhase.ESTABLISHED, FlowPhase.CLOSE),
            reading.flows(there.flowId()).stream().map(Flow::phase).toList());
      }
    }
  }

  @Test
  void saysThatAnAttemptWasRefused() throws Exception {
    try (TestNetwork network = TestNetwork.of(1);
        Reading reading = Reading.of(List.of())) {
      refused(network, 4_000);
      Flow closed = reading.await(FlowPhase.CLOSE, network.address(CLIENT), 4_000);
      assertEquals(ConnectionState.REJ, closed.state());
      assertTrue(closed.answered());
      assertEquals(
          List.of(FlowPhase.ATTEMPT, FlowPhase.CLOSE),
          reading.flows(closed.flowId()).stream().map(Flow::phase).toList());
    }
  }

  @Test
  void tellsEchoesOfSeveralProgramsAsOneFlow() throws Exception {
    try (TestNetwork network = TestNetwork.of(1);
        Reading reading = Reading.of(List.of())) {
      String host = network.address(TestNetwork.HOST);
      for (int i = 0; i < 3; i++) {
        TestNetwork.said(network.in(CLIENT, "busybox", "ping", "-c", "1", host));
      }
      Flow answered = reading.await(FlowPhase.ESTABLISHED, host, 0);
      assertEquals(8, answered.icmpType());
      assertTrue(answered.answered());
      Thread.sleep(300);
      assertEquals(
          1,
          reading.all().stream()
              .filter(flow -> flow.phase() == FlowPhase.ATTEMPT && flow.protocol() == Protocol.ICMP)
              .count());
    }
  }

  @Test
  void leavesOutWhatNoContainerHasPartIn() throws Exception {
    try (TestNetwork network = TestNetwork.of(1);
        TestNetwork other = TestNetwork.of(1);
        Reading reading = Reading.of(List.of(network.address(0) + "/24"))) {
      refused(other, 4_001);
      refused(network, 4_002);
      reading.await(FlowPhase.CLOSE, network.address(CLIENT), 4_002);
      assertTrue(
          reading.all().stream().noneMatch(flow -> flow.responder().port() == 4_001),
          () -> reading.all().toString());
    }
  }

  @Test
  void refusesANetworkThatIsNone() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ConntrackSettings(List.of("10.0.0.0/40"), 1 << 20, 1));
    assertEquals("'10.0.0.0/40' is no address block", refusal.getMessage());
  }

  /** A switch of the kernel's that stands so for as long as this is open. */
  private record Setting(Path file, String before) implements AutoCloseable {
    static Setting of(String name, String value) throws IOException {
      Path file = Path.of("/proc/sys/net/netfilter").resolve(name);
      Setting setting = new Setting(file, Files.readString(file));
      Files.writeString(file, value);
      return setting;
    }

    @Override
    public void close() throws IOException {
      Files.writeString(file, before);
    }
  }

  /** A source at work, and the flows it told. */
  private static final class Reading implements AutoCloseable {
    private final Recorder recorder = new Recorder("conntrack", Clock.systemUTC(), null);
    private final SourceAtWork source;

    private Reading(List<String> networks) throws PluginException {
      var settings = new ConntrackSettings(networks, 1 << 20, 10_000);
      source =
          SourceAtWork.of(
              LiveConnectionsFactory.open(settings, Duration.ofSeconds(1), recorder), recorder);
    }

    static Reading of(List<String> networks) throws Exception {
      return new Reading(networks);
    }

    List<Flow> all() {
      return recorder.events(Flow.class);
    }

    List<Flow> flows(String flowId) {
      return all().stream().filter(flow -> flow.flowId().equals(flowId)).toList();
    }

    Flow await(FlowPhase phase, String responder, int port) throws Exception {
      return source.await(
          Flow.class,
          flow ->
              flow.phase() == phase
                  && flow.responder().port() == port
                  && flow.responder().address().toString().equals(responder));
    }

    @Override
    public void close() {
      source.close();
    }
  }
}
