package io.ringwall.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.testkit.network.TestNetwork;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running engine that sees real connections by their packets and by the kernel's tracking. */
@Tag("root")
class ConnectionsIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MEMBER = 2;
  private static final int OTHER = 3;

  @TempDir private Path folder = Path.of("");
  private Path socket = Path.of("");
  private Path seen = Path.of("");

  @BeforeEach
  void page() throws IOException {
    socket = folder.resolve("s");
    seen = folder.resolve("events.jsonl");
    Files.writeString(
        Files.createDirectories(folder.resolve("www")).resolve("index.html"), "x".repeat(1_000));
  }

  /** An engine that looks at these networks alone, and one who writes down what it sees. */
  private final class Watched implements AutoCloseable {
    private final RunningEngine engine;
    private final Process watcher;

    Watched(TestNetwork... networks) throws Exception {
      String bridges =
          List.of(networks).stream().map(TestNetwork::bridge).collect(Collectors.joining(", "));
      String blocks =
          List.of(networks).stream()
              .map(network -> "'" + network.address(0) + "/24'")
              .collect(Collectors.joining(", "));
      Path configuration = folder.resolve("ringwall.yaml");
      Files.writeString(
          configuration,
          "plugins:\n  pcap: { interfaces: [%s] }\n  conntrack: { networks: [%s] }\n"
              .formatted(bridges, blocks));
      engine =
          RunningEngine.start(
              folder, "-c", configuration, "--state", folder.resolve("state"), "--socket", socket);
      watcher =
          new ProcessBuilder(
                  Ringwall.distribution().resolve("bin/ringwall").toString(),
                  "--socket",
                  socket.toString(),
                  "events",
                  "--filter",
                  "type=flow",
                  "--json")
              .redirectOutput(seen.toFile())
              .redirectError(folder.resolve("watcher.err").toFile())
              .start();
      RunningEngine.await(() -> sees(networks[0]), () -> "who watches is shown nothing");
    }

    /** Is a connection of the host's own shown, which nobody takes. */
    private boolean sees(TestNetwork network) {
      try (Socket probe = new Socket()) {
        probe.connect(new InetSocketAddress(network.address(MEMBER), 9), 1_000);
      } catch (IOException e) {
        // Nobody listens there, as it is meant to be.
      }
      return !flows(tcpFrom(network.address(TestNetwork.HOST))).isEmpty();
    }

    @Override
    public void close() {
      watcher.destroyForcibly();
      engine.close();
    }
  }

  private List<JsonNode> flows(Predicate<JsonNode> which) {
    try {
      List<JsonNode> flows = new ArrayList<>();
      String written = Files.readString(seen);
      for (String line : written.substring(0, written.lastIndexOf('\n') + 1).lines().toList()) {
        JsonNode flow = JSON.readTree(line);
        if (which.test(flow)) {
          flows.add(flow);
        }
      }
      return flows;
    } catch (IOException e) {
      throw new AssertionError("cannot read " + seen, e);
    }
  }

  private List<JsonNode> await(Predicate<JsonNode> which, Predicate<JsonNode> until)
      throws InterruptedException {
    RunningEngine.await(
        () -> flows(which).stream().anyMatch(until), () -> "seen were\n" + shown(flows(which)));
    return flows(which);
  }

  private static String end(JsonNode end) {
    return end.path("address").asString() + ":" + end.path("port").asInt();
  }

  private static Predicate<JsonNode> tcpFrom(String address) {
    return flow ->
        flow.path("protocol").asString().equals("TCP")
            && flow.path("originator").path("address").asString().equals(address);
  }

  private static Set<String> values(List<JsonNode> flows, String name) {
    return flows.stream()
        .map(flow -> flow.path(name).asString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isClosed(JsonNode flow) {
    return flow.path("phase").asString().equals("CLOSE");
  }

  private static String ask(TestNetwork network, String address, int port) throws Exception {
    String page = "http://" + address + ":" + port + "/index.html";
    return TestNetwork.said(network.in(MEMBER, "busybox", "wget", "-qO-", page));
  }

  /** Of the first connection to a service nobody knows yet that its address is translated. */
  private void asksTwice(TestNetwork clients, String service, String behind) throws Exception {
    Predicate<JsonNode> ours = tcpFrom(clients.address(MEMBER));
    Set<Integer> first = new TreeSet<>();
    for (int i = 0; i < 2; i++) {
      assertEquals(1_000, ask(clients, service, 80).length());
      await(ours.and(flow -> !first.contains(port(flow))), ConnectionsIT::isClosed);
      if (i == 0) {
        flows(ours).forEach(flow -> first.add(port(flow)));
      }
    }
    Predicate<JsonNode> second = ours.and(flow -> !first.contains(port(flow)));
    // Whoever else saw it tells of its end a little later.
    await(
        second, flow -> witnesses(flow).size() == 2 && flow.path("state").asString().equals("SF"));
    Thread.sleep(500);
    oneFlow(flows(second), service, behind);
  }

  private static int port(JsonNode flow) {
    return flow.path("originator").path("port").asInt();
  }

  private static Set<String> witnesses(JsonNode flow) {
    Set<String> witnesses = new TreeSet<>();
    flow.path("witnesses").forEach(witness -> witnesses.add(witness.path("source").asString()));
    return witnesses;
  }

  private static void oneFlow(List<JsonNode> flows, String service, String behind) {
    assertEquals(1, values(flows, "flowId").size(), flows::toString);
    assertEquals(1, flows.stream().filter(flow -> flow.path("settled").asBoolean()).count());
    for (JsonNode flow : flows) {
      assertEquals(behind, end(flow.path("responder")), flow::toString);
    }
    JsonNode last = flows.getLast();
    assertEquals(service, last.path("original").path("responder").asString(), last::toString);
    assertEquals(80, last.path("original").path("responderPort").asInt());
    int answered = last.path("traffic").path("responderBytes").asInt();
    assertTrue(answered > 1_000 && answered < 1_500, last::toString);
    assertEquals(Set.of("conntrack", "pcap"), witnesses(last));
    assertEquals("SF", last.path("state").asString());
  }

  @Test
  void aServiceAddressResolvesToTheMemberBehindIt() throws Exception {
    try (TestNetwork network = TestNetwork.of(2)) {
      network.serve(OTHER, 8080, folder.resolve("www"));
      network.translate(network.service(), 80, network, OTHER, 8080);
      try (Watched _ = new Watched(network)) {
        asksTwice(network, network.service(), network.address(OTHER) + ":8080");
      }
    }
  }

  @Test
  void soDoesOneOfAnotherNetworkWhosePacketsAreSeenOnBothOfThem() throws Exception {
    try (TestNetwork clients = TestNetwork.of(1);
        TestNetwork servers = TestNetwork.of(1)) {
      servers.serve(MEMBER, 8080, folder.resolve("www"));
      clients.translate(clients.service(), 80, servers, MEMBER, 8080);
      try (Watched _ = new Watched(clients, servers)) {
        asksTwice(clients, clients.service(), servers.address(MEMBER) + ":8080");
      }
    }
  }

  @Test
  void aConnectionOpenedBeforeTheStartIsToldOnce() throws Exception {
    try (TestNetwork network = TestNetwork.of(2)) {
      network.serve(OTHER, 8080, folder.resolve("www"));
      network.translate(network.service(), 80, network, OTHER, 8080);
      Process client = network.in(MEMBER, "busybox", "nc", network.service(), "80");
      RunningEngine.await(() -> isOpen(network), () -> "the client does not connect");
      try (Watched _ = new Watched(network)) {
        Predicate<JsonNode> ours = tcpFrom(network.address(MEMBER));
        List<JsonNode> flows = await(ours, flow -> flow.path("settled").asBoolean());
        assertEquals(1, values(flows, "flowId").size(), flows::toString);
        for (JsonNode flow : flows) {
          assertTrue(flow.path("preExisting").asBoolean(), flow::toString);
          assertEquals(network.address(OTHER) + ":8080", end(flow.path("responder")));
        }
        // It speaks at last, and both close.
        client.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
        client.getOutputStream().close();
        flows = await(ours, ConnectionsIT::isClosed);
        assertEquals(1, values(flows, "flowId").size(), flows::toString);
      }
    }
  }

  @Test
  void aMasqueradedConnectionIsOneFlowOfWhoeverBeganIt() throws Exception {
    try (TestNetwork clients = TestNetwork.of(1);
        TestNetwork servers = TestNetwork.of(1)) {
      clients.masquerade();
      servers.serve(MEMBER, 8080, folder.resolve("www"));
      try (Watched _ = new Watched(clients, servers)) {
        String server = servers.address(MEMBER);
        for (int i = 0; i < 3; i++) {
          assertEquals(1_000, ask(clients, server, 8080).length());
        }
        Predicate<JsonNode> asked = flow -> end(flow.path("responder")).equals(server + ":8080");
        RunningEngine.await(
            () -> values(flows(asked.and(ConnectionsIT::isClosed)), "flowId").size() == 3,
            () -> flows(asked).toString());
        Thread.sleep(500);
        List<JsonNode> flows = flows(asked.and(flow -> flow.path("settled").asBoolean()));
        assertEquals(3, flows.size(), () -> shown(flows(asked)));
        flows.forEach(flow ->
            assertEquals(
                clients.address(MEMBER), flow.path("originator").path("address").asString()));
      }
    }
  }

  private static String shown(List<JsonNode> flows) {
    return flows.stream()
        .map(flow ->
            String.join(
                " ",
                flow.path("source").asString(),
                flow.path("flowId").asString(),
                flow.path("phase").asString(),
                end(flow.path("originator")),
                flow.path("settled").asBoolean() ? "settled" : "",
                flow.path("history").asString(),
                flow.path("witnesses").toString()))
        .collect(Collectors.joining("\n"));
  }

  /** Of IPv4, the state 01: established. */
  private static boolean isOpen(TestNetwork network) {
    try {
      return TestNetwork.said(network.in(MEMBER, "cat", "/proc/net/tcp")).contains(":0050 01 ");
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
