package io.ringwall.engine.model;

import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeEndKind;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.WorkloadClass;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Edges as JSON, as {@code ringwall model export} prints them and the ledger keeps them. */
public final class EdgeJson {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private EdgeJson() {}

  /** Writes an edge's key into this object. */
  public static void write(ObjectNode json, EdgeKey key) {
    json.set("from", end(key.from()));
    json.set("to", end(key.to()));
    json.put("protocol", key.protocol().name());
    json.put("port", key.port());
  }

  /**
   * Reads an edge's key out of this object.
   *
   * @throws IllegalArgumentException when there is none
   * @throws tools.jackson.core.JacksonException when something of it is missing
   */
  public static EdgeKey read(JsonNode json) {
    return new EdgeKey(
        end(json.required("from")),
        end(json.required("to")),
        Protocol.valueOf(json.required("protocol").asString()),
        json.required("port").asInt());
  }

  private static ObjectNode end(EdgeEnd end) {
    ObjectNode json = MAPPER.createObjectNode();
    if (end.workloadClass() instanceof WorkloadClass known) {
      json.put("namespace", known.namespace());
      json.put("service", known.service());
      json.put("repository", known.repository());
    } else if (end.kind() == EdgeEndKind.OUTSIDE) {
      json.put("outside", true);
    } else {
      json.put(word(end.kind()), end.name());
    }
    return json;
  }

  private static String word(EdgeEndKind kind) {
    return switch (kind) {
      case SERVICE -> "service";
      case NAME -> "name";
      case BLOCK -> "block";
      case HOST -> "host";
      case ADDRESS -> "address";
      case OUTSIDE -> "outside";
      case WORKLOAD -> throw new IllegalArgumentException("a class has three names");
    };
  }

  private static EdgeEnd end(JsonNode json) {
    if (json.has("repository")) {
      return EdgeEnd.of(
          new WorkloadClass(
              json.required("namespace").asString(),
              json.required("service").asString(),
              json.required("repository").asString()));
    }
    for (EdgeEndKind kind : EdgeEndKind.values()) {
      if (kind == EdgeEndKind.OUTSIDE && json.has("outside")) {
        return EdgeEnd.OUTSIDE;
      }
      if (kind != EdgeEndKind.WORKLOAD && json.has(word(kind))) {
        return EdgeEnd.of(kind, json.required(word(kind)).asString());
      }
    }
    throw new IllegalArgumentException("no end of an edge: " + json);
  }
}
