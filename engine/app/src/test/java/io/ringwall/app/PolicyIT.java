package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.event.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shop's model, exported as NetworkPolicies, which an independent evaluator then judges. */
class PolicyIT {
  private static final String LABEL = "app.kubernetes.io/name";

  @TempDir Path folder;

  private Path learned() {
    Path state = folder.resolve("state");
    Recording shop = Recording.ofTheShop();
    List<Object> arguments = new ArrayList<>(List.of("replay", "--learn"));
    arguments.addAll(shop.part("normal"));
    arguments.addAll(List.of("--inventory", shop.file("inventory.json"), "--host", "shop-host"));
    arguments.addAll(List.of("--state", state));
    Ringwall.built().runWith(arguments).succeeded();
    return state;
  }

  private static Map<String, NetworkPolicies.End> pods() throws IOException {
    var pods = new TreeMap<String, NetworkPolicies.End>();
    Path inventory = Recording.ofTheShop().file("inventory.json");
    for (JsonNode one : new JsonMapper().readTree(Files.readString(inventory))) {
      JsonNode labels = one.path("Config").path("Labels");
      String service = labels.path("com.docker.compose.service").asString("");
      for (JsonNode network : one.path("NetworkSettings").path("Networks")) {
        String address = network.path("IPAddress").asString("");
        if (!service.isEmpty() && !address.isEmpty()) {
          pods.put(
              service,
              new NetworkPolicies.End(
                  labels.path("com.docker.compose.project").asString(),
                  Map.of(LABEL, service),
                  IpAddress.parse(address)));
        }
      }
    }
    return pods;
  }

  private static boolean isPlain(JsonNode edge) {
    return edge.path("state").asString().equals("LEARNED")
        && List.of("TCP", "UDP", "SCTP").contains(edge.path("protocol").asString())
        && edge.at("/from/service").isString()
        && edge.at("/to/service").isString();
  }

  private static String key(String from, String to, String protocol, int port) {
    return from + " " + to + " " + protocol + " " + port;
  }

  @Test
  void letsPassWhatWasLearnedAndNothingElseOverAllPairs() throws Exception {
    Path state = learned();
    Path policies = folder.resolve("policies");
    List<JsonNode> edges =
        Ringwall.built()
            .run("model", "export", "--state", state.toString(), "--json")
            .succeeded()
            .json();
    JsonNode report =
        Ringwall.built()
            .run(
                "policy",
                "export",
                "--state",
                state.toString(),
                "--folder",
                policies.toString(),
                "--json")
            .succeeded()
            .json()
            .getFirst();
    assertFalse(report.path("gaps").isEmpty(), "what cannot be expressed has to be said");
    Set<String> expected = new HashSet<>();
    Set<Integer> ports = new HashSet<>(Set.of(22, 80, 443, 53, 3306, 27017));
    for (JsonNode edge : edges) {
      int port = edge.path("port").asInt();
      if (isPlain(edge)) {
        ports.add(port);
        expected.add(
            key(
                edge.at("/from/service").asString(),
                edge.at("/to/service").asString(),
                edge.path("protocol").asString(),
                port));
      }
    }
    Set<String> passing = passing(NetworkPolicies.in(policies), ports);
    assertTrue(expected.size() > 10, () -> "learned: " + expected);
    assertEquals(expected, passing);
    assertTrue(passing.stream().noneMatch(pair -> pair.startsWith("shipping user-db ")));
  }

  private static Set<String> passing(NetworkPolicies policies, Set<Integer> ports)
      throws IOException {
    Set<String> passing = new HashSet<>();
    Map<String, NetworkPolicies.End> pods = pods();
    assertTrue(pods.size() > 10, () -> "pods: " + pods.keySet());
    pods.forEach((from, source) ->
        pods.forEach((to, destination) -> {
          for (String protocol : List.of("TCP", "UDP", "SCTP")) {
            for (int port : ports) {
              if (policies.pass(source, destination, protocol, port)) {
                passing.add(key(from, to, protocol, port));
              }
            }
          }
        }));
    return passing;
  }

  @Test
  void leavesFilesOfOthersAloneAndRefusesAPatternThatMatchesNothing() throws Exception {
    Path state = learned();
    Path policies = Files.createDirectories(folder.resolve("policies"));
    Files.writeString(policies.resolve("mine.yaml"), "kind: Mine\n");
    Ringwall.built()
        .run("policy", "export", "--state", state.toString(), "--folder", policies.toString())
        .succeeded()
        .says("gap: ")
        .answers("NetworkPolicy for");
    Files.delete(policies.resolve("mine.yaml"));
    NetworkPolicies all = NetworkPolicies.in(policies);
    Files.writeString(policies.resolve("mine.yaml"), "kind: Mine\n");
    Ringwall.built()
        .run(
            "policy",
            "export",
            "--state",
            state.toString(),
            "--folder",
            policies.toString(),
            "*/carts")
        .succeeded();
    assertEquals("kind: Mine\n", Files.readString(policies.resolve("mine.yaml")));
    Files.delete(policies.resolve("mine.yaml"));
    assertEquals(1, NetworkPolicies.in(policies).size());
    assertTrue(all.size() > 10);
    refuses(
        state, Files.writeString(folder.resolve("way"), ""), "a file of this name is in the way");
    Path foreign = Files.createDirectories(folder.resolve("foreign"));
    try (Stream<Path> written = Files.list(policies)) {
      Path one =
          written.filter(file -> file.toString().endsWith(".yaml")).findFirst().orElseThrow();
      Files.writeString(foreign.resolve(one.getFileName()), "kind: Mine\n");
    }
    refuses(state, foreign, "a file of this name is there that Ringwall did not write");
    Ringwall.built()
        .run("policy", "export", "--state", state.toString(), "nobody/*")
        .refused(65)
        .says("nobody/*");
  }

  private static void refuses(Path state, Path policies, String why) {
    Ringwall.built()
        .run("policy", "export", "--state", state.toString(), "--folder", policies.toString())
        .refused(74)
        .says("cannot be written: ", why);
  }
}
