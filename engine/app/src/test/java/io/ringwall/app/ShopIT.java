package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The shop's recording, replayed by the distribution. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShopIT {
  private static final List<String> JSON = List.of("--json");

  private final Recording shop = Recording.ofTheShop();
  private Ringwall.Outcome intrusion = new Ringwall.Outcome(0, "", "");

  @BeforeAll
  void replayTheIntrusion() {
    intrusion =
        Ringwall.built().runWith(shop.learnAndJudge("normal", "intrusion"), JSON).succeeded();
  }

  private static JsonNode only(List<JsonNode> some) {
    assertEquals(1, some.size(), () -> "expected one, found " + some);
    return some.getFirst();
  }

  private static JsonNode edgeFinding(Ringwall.Outcome outcome) {
    return only(outcome.json("finding").stream().filter(finding -> finding.has("edge")).toList());
  }

  private static JsonNode scan(Ringwall.Outcome outcome) {
    return only(outcome.json("finding").stream().filter(finding -> !finding.has("edge")).toList());
  }

  private static JsonNode incidentOf(Ringwall.Outcome outcome, JsonNode finding) {
    String id = finding.path("incidentId").asString("none");
    return only(
        outcome.json("incident").stream()
            .filter(incident -> incident.path("id").asString().equals(id))
            .toList());
  }

  @Test
  void findsExactlyTheIntrusionAndTheScanEachWithItsIncident() {
    assertEquals(4, intrusion.json().size(), intrusion::out);
    JsonNode edge = edgeFinding(intrusion);
    JsonNode scan = scan(intrusion);
    assertEquals("UNSEEN", edge.at("/edge/state").asString());
    assertEquals("recon", scan.path("ruleSet").asString());
    JsonNode first = incidentOf(intrusion, edge);
    JsonNode second = incidentOf(intrusion, scan);
    assertFalse(first.equals(second), "two stories, two incidents");
    assertEquals(edge.path("id"), only(first.path("findings").valueStream().toList()));
    assertEquals(scan.path("id"), only(second.path("findings").valueStream().toList()));
  }

  @Test
  void tellsWhoWhereByWhichRuleAndWhatWasTyped() {
    JsonNode edge = edgeFinding(intrusion);
    assertEquals("shipping", edge.at("/subject/service").asString());
    assertEquals("shop-shipping-1", edge.at("/subject/name").asString());
    assertEquals(
        "registry.test/shop/shipping:1.0.0", edge.at("/subject/image/reference").asString());
    assertEquals("user-db", edge.at("/responder/workload/service").asString());
    assertEquals("shop-host", edge.path("host").asString());
    assertEquals("pcap", edge.path("source").asString());
    assertTrue(edge.path("ruleId").asString().startsWith("network/"));
    assertTrue(
        edge.path("commands").valueStream().anyMatch(line -> line.asString().contains("pymongo")),
        () -> "commands: " + edge.path("commands"));
    assertTrue(edge.at("/explanation/expected").isString());
    assertEquals("catalogue", scan(intrusion).at("/subject/service").asString());
  }

  @Test
  void givesTheSameBytesWithAnyNumberOfWorkersAndEachTime() {
    for (String workers : List.of("1", "2", "4")) {
      Ringwall.Outcome again =
          Ringwall.built()
              .runWith(
                  shop.learnAndJudge("normal", "intrusion"), JSON, List.of("--workers", workers))
              .succeeded();
      assertEquals(intrusion.out(), again.out(), () -> workers + " workers");
    }
  }

  @Test
  void keepsTheEdgeFindingWithoutExecEventsAndHasNoIncident(@TempDir Path changed)
      throws IOException {
    Recording silent =
        shop.withoutLines(
            changed, line -> line.contains("exec_") || line.contains("\"output_fields\""));
    Ringwall.Outcome outcome =
        Ringwall.built().runWith(silent.learnAndJudge("normal", "intrusion"), JSON).succeeded();
    assertEquals("UNSEEN", edgeFinding(outcome).at("/edge/state").asString());
    assertEquals("recon", scan(outcome).path("ruleSet").asString());
    assertEquals(2, outcome.json().size(), outcome::out);
  }

  @Test
  void followsWhenContainersServicesAndAddressesHaveOtherNames(@TempDir Path changed)
      throws IOException {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("shop", "bazaar");
    names.put("user-db", "people");
    names.put("shipping", "parcels");
    names.put("catalogue", "wares");
    names.put("172.30.7.", "10.99.3.");
    Recording other =
        shop.renamed(changed, names, new byte[] {(byte) 172, 30, 7}, new byte[] {10, 99, 3});
    Ringwall.Outcome outcome =
        Ringwall.built().runWith(other.learnAndJudge("normal", "intrusion"), JSON).succeeded();
    assertEquals(4, outcome.json().size(), outcome::out);
    JsonNode edge = edgeFinding(outcome);
    assertEquals("bazaar", edge.at("/subject/namespace").asString());
    assertEquals("parcels", edge.at("/subject/service").asString());
    assertEquals("people", edge.at("/responder/workload/service").asString());
    assertTrue(edge.at("/responder/address").asString().startsWith("10.99.3."));
    assertEquals("wares", scan(outcome).at("/subject/service").asString());
    incidentOf(outcome, edge);
    incidentOf(outcome, scan(outcome));
  }

  @Test
  void findsNothingWhereOnlyTheUsualHappens() {
    Ringwall.Outcome outcome =
        Ringwall.built().runWith(shop.learnAndJudge("normal", "normal"), JSON).succeeded();
    assertEquals("", outcome.out());
  }

  @Test
  void theQuickstartFindsTheSame() {
    Ringwall.Outcome outcome =
        Ringwall.program("examples/quickstart").with("RINGWALL_BUILD", "no").run("--json");
    assertEquals(intrusion.out(), outcome.succeeded().out());
  }

  @Test
  void theQuickstartTellsANewcomerWhatHappened() {
    Ringwall.Outcome outcome =
        Ringwall.program("examples/quickstart").with("RINGWALL_BUILD", "no").run();
    outcome
        .succeeded()
        .answers(
            "What was read",
            "Who talks to whom",
            "NEVER LEARNED",
            "verifier.example (outside)",
            "Incidents: 2",
            "Findings: 2",
            "shop-shipping-1",
            "registry.test/shop/shipping:1.0.0",
            "list_database_names",
            "2 incidents, 2 findings.")
        .says("NetworkPolicy files that would have stopped both", "but shop/user reach user-db");
    assertFalse(outcome.out().contains("\u001b"), "colours are for terminals only");
    outcome.out().lines().forEach(line -> assertTrue(line.length() <= 100, line));
  }
}
