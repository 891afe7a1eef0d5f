package io.ringwall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.server.Raw.Answer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What {@code openapi.yaml} says, and what the engine answers. */
class ContractTest {
  @TempDir private Path folder = Path.of("");
  private final Set<String> answered = new TreeSet<>();

  @Test
  void answersEachOperationAsTheContractSays() throws Exception {
    var contract = new Contract();
    try (var engine = new TestEngine(folder);
        var raw = new Raw(engine.socket())) {
      engine.happens("START", "carts-1 10.0.0.2");
      engine.happens("START", "db-1 10.0.0.3");
      engine.happens("FLOW", "f1 10.0.0.2:4000 10.0.0.3:5432");
      String id = engine.typed("carts-1", "ls").path("id").asString();

      Answer text = good(raw, "GET", "/openapi.yaml", "/openapi.yaml", null);
      assertTrue(text.body().startsWith("openapi: 3.1"), text.body());
      holds(contract, raw, "GET", "/status", "/status", null);
      holds(contract, raw, "GET", "/findings/{id}", "/findings/" + id, null);
      for (String line :
          good(raw, "GET", "/findings", "/findings?state=all", null).body().lines().toList()) {
        contract.isA("Finding", Contract.JSON.readTree(line));
      }
      JsonNode made =
          holds(
              contract,
              raw,
              "POST",
              "/clearances",
              "/clearances",
              "{\"findings\":[\"" + id + "\"],\"reason\":\"a test\"}");
      JsonNode all = holds(contract, raw, "GET", "/clearances", "/clearances", null);
      assertEquals(1, all.path("clearances").size());
      contract.isA("Finding", raw.get("/findings/" + id).json());
      holds(
          contract,
          raw,
          "DELETE",
          "/clearances/{id}",
          "/clearances/" + made.path("id").asString(),
          null);
      holds(
          contract,
          raw,
          "PUT",
          "/modes",
          "/modes",
          "{\"scope\":\"shop/*\",\"mode\":\"alert\",\"directions\":[\"outbound\"]}");
      holds(contract, raw, "GET", "/modes", "/modes", null);
      holds(contract, raw, "DELETE", "/modes", "/modes?scope=shop/*", null);
      streams(contract, engine);

      Set<String> routes =
          ApiServer.routes(
                  engine.engine(), engine.host(), "1", InstantSource.system(), new Clients())
              .operations();
      assertEquals(contract.operations(), routes, "the contract and the routes");
      assertEquals(contract.operations(), answered, "the contract and what this test asks");
    }
  }

  private JsonNode holds(
      Contract contract, Raw raw, String method, String template, String path, String body)
      throws Exception {
    Answer answer = good(raw, method, template, path, body);
    contract.holds(
        method, "/api/v1" + template, answer.status(), answer.mediaType(), answer.json());
    return answer.json();
  }

  private Answer good(Raw raw, String method, String template, String path, String body)
      throws Exception {
    answered.add(method + " /api/v1" + template);
    Answer answer = raw.ask(method, path, body);
    assertTrue(answer.status() < 300, answer::toString);
    return answer;
  }

  private void streams(Contract contract, TestEngine engine) throws Exception {
    try (var events = Watcher.of(engine, "/events", "type=flow", "type=container");
        var findings = Watcher.of(engine, "/findings/stream")) {
      findings.await(sent -> sent.kind().equals("finding"));
      engine.happens("FLOW", "f2 10.0.0.2:4001 10.0.0.3:5432");
      contract.isA("Event", events.await(sent -> sent.kind().equals("event")).data());
      engine.happens("TYPED", "carts-1 pwd");
      contract.isA(
          "Finding",
          findings.await(sent -> sent.data().path("message").asString().endsWith("pwd")).data());
    }
    answered.add("GET /api/v1/events");
    answered.add("GET /api/v1/findings/stream");
  }

  @Test
  void refusesAsTheContractSays() throws Exception {
    var contract = new Contract();
    try (var engine = new TestEngine(folder);
        var raw = new Raw(engine.socket())) {
      refused(contract, raw.get("/nothing"), 404, "is not here");
      refused(contract, raw.get("/findings/nothing"), 404, "no finding 'nothing'");
      refused(contract, raw.get("/findings?severty=high"), 400, "there is no parameter 'severty'");
      refused(
          contract, raw.get("/findings?severity=bad"), 400, "severity must be one of info, low");
      refused(contract, raw.get("/findings?since=yesterday"), 400, "since must be a time such as");
      refused(contract, raw.get("/events?type=packet"), 400, "type must be one of flow, dns");
      refused(contract, raw.get("/modes?scope=shop"), 400, "scope must be NAMESPACE/SERVICE");
      refused(
          contract,
          raw.ask(
              "PUT",
              "/modes",
              "{\"scope\":\"%s/b\",\"mode\":\"off\"}".formatted("a".repeat(8_000))),
          400,
          "scope: the namespace must be at most 253 characters long, was 8000");
      refused(contract, raw.ask("POST", "/status", "{}"), 405, "POST is not possible here");
      refused(contract, raw.ask("POST", "/clearances", "[]"), 400, "must be a JSON object");
      refused(contract, raw.ask("POST", "/clearances", "{\"finding\":1}"), 400, "cannot be read");
      refused(contract, raw.ask("POST", "/clearances", "{}"), 400, "either findings or filter");
      refused(
          contract,
          raw.ask("POST", "/clearances", "{\"filter\":{}}"),
          404,
          "no finding of these is on the list");
      refused(contract, raw.ask("DELETE", "/clearances/x", null), 404, "no clearance 'x'");
      refused(contract, raw.ask("DELETE", "/modes?scope=a/b", null), 404, "no operator gave a/b");
      refused(
          contract,
          raw.ask("PUT", "/modes", "{\"scope\":\"a/b\",\"mode\":\"prevent\"}"),
          409,
          "no actuator of this engine can enforce it");
      refused(
          contract,
          raw.ask("PUT", "/modes", "{\"scope\":\"a/b\",\"mode\":\"lern\"}"),
          400,
          "mode must be one of off, learn");
    }
  }

  private static void refused(Contract contract, Answer answer, int status, String sentence) {
    assertEquals(status, answer.status(), answer::toString);
    assertEquals("application/problem+json", answer.mediaType(), answer::toString);
    contract.isA("Problem", answer.json());
    assertTrue(answer.json().path("detail").asString().contains(sentence), answer::toString);
  }

  /** Each name that is referred to is there, so that generators can read it. */
  @Test
  void refersToNothingThatIsMissing() throws Exception {
    JsonNode document = new Contract().document();
    List<String> references = new ArrayList<>();
    collect(document, references);
    assertFalse(references.isEmpty());
    for (String reference : references) {
      assertFalse(document.at(reference.substring(1)).isMissingNode(), reference);
    }
  }

  private static void collect(JsonNode node, List<String> references) {
    if (node.has("$ref")) {
      references.add(node.path("$ref").asString());
    }
    node.forEach(child -> collect(child, references));
  }
}
