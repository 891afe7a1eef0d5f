package io.ringwall.bench.application;

import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.WorkloadClass;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The truth as JSON: edges as <code>ringwall model export</code> prints them. */
final class TruthJson {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private TruthJson() {}

  static ObjectNode of(Truth truth) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("seed", truth.seed());
    ArrayNode learned = json.putArray("learned");
    truth.learned().forEach(edge -> edge(learned.addObject(), edge).put("state", "LEARNED"));
    ArrayNode foreign = json.putArray("foreign");
    for (Truth.Finding finding : truth.foreign()) {
      ObjectNode one = foreign.addObject();
      one.put("kind", finding.kind());
      one.put("time", finding.time().toString());
      edge(one, finding.edge());
      party(one.putObject("originator"), finding.originator());
      party(one.putObject("responder"), finding.responder());
    }
    ArrayNode scans = json.putArray("scans");
    for (Truth.Scan scan : truth.scans()) {
      ObjectNode one = scans.addObject();
      one.put("container", scan.container());
      one.put("learning", scan.learning());
      one.put("wide", scan.wide());
    }
    return json;
  }

  private static ObjectNode edge(ObjectNode json, EdgeKey edge) {
    end(json.putObject("from"), edge.from());
    end(json.putObject("to"), edge.to());
    return json.put("protocol", edge.protocol().name()).put("port", edge.port());
  }

  private static void end(ObjectNode json, EdgeEnd end) {
    WorkloadClass known = end.workloadClass();
    if (known != null) {
      json.put("namespace", known.namespace());
      json.put("service", known.service());
      json.put("repository", known.repository());
      return;
    }
    switch (end.kind()) {
      case OUTSIDE -> json.put("outside", true);
      default -> json.put(end.kind().name().toLowerCase(Locale.ROOT), end.name());
    }
  }

  private static void party(ObjectNode json, Truth.Party party) {
    json.put("address", party.address());
    put(json, "container", party.container());
    put(json, "image", party.image());
    put(json, "name", party.name());
  }

  private static void put(ObjectNode json, String key, String text) {
    if (!text.isEmpty()) {
      json.put(key, text);
    }
  }
}
