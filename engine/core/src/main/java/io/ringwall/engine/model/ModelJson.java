package io.ringwall.engine.model;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeEndKind;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.WorkloadClass;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The model's records as JSON. */
final class ModelJson {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private ModelJson() {}

  /** A record read back: of what, and what is known of it. */
  record Restored<K>(
      K key,
      boolean learned,
      @Nullable String applicationProtocol,
      Map<ObservedBy, Observation> observations) {
    void restoreTo(Function<K, Known> target) {
      Known known = target.apply(key);
      observations.forEach(known::observe);
      known.applicationProtocol(applicationProtocol);
      if (learned) {
        known.learn();
      }
      known.takeChanged();
    }
  }

  static ModelRecord edge(EdgeKey key, Known known) {
    ObjectNode json = MAPPER.createObjectNode();
    write(json, key);
    write(json, known);
    return record(ModelRecord.EDGE, json);
  }

  /** Writes an edge's key as {@code ringwall model export} prints it. */
  static void write(ObjectNode json, EdgeKey key) {
    json.set("from", end(key.from()));
    json.set("to", end(key.to()));
    json.put("protocol", key.protocol().name());
    json.put("port", key.port());
  }

  static ModelRecord classRecord(ClassKey key, Known known) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("namespace", key.namespace());
    json.put("repository", key.repository());
    write(json, known);
    return record(ModelRecord.CLASS, json);
  }

  static ModelRecord graduated() {
    return record(ModelRecord.GRADUATED, MAPPER.createObjectNode());
  }

  private static ModelRecord record(String kind, ObjectNode json) {
    return new ModelRecord(kind, ModelRecord.VERSION, MAPPER.writeValueAsString(json));
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

  private static void write(ObjectNode json, Known known) {
    json.put("learned", known.learned());
    if (known.applicationProtocol() != null) {
      json.put("applicationProtocol", known.applicationProtocol());
    }
    ArrayNode observations = json.putArray("observations");
    known
        .observations()
        .forEach((by, seen) -> {
          ObjectNode one = observations.addObject();
          one.put("host", by.host());
          one.put("epoch", by.epoch());
          one.put("count", seen.count());
          one.put("first", seen.first().toString());
          one.put("last", seen.last().toString());
        });
  }

  static Restored<EdgeKey> readEdge(int version, String text) {
    return read(
        version,
        text,
        json ->
            new EdgeKey(
                readEnd(json.required("from")),
                readEnd(json.required("to")),
                Protocol.valueOf(json.required("protocol").asString()),
                json.required("port").asInt()));
  }

  static Restored<ClassKey> readClass(int version, String text) {
    return read(
        version,
        text,
        json ->
            new ClassKey(
                json.required("namespace").asString(), json.required("repository").asString()));
  }

  private static <K> Restored<K> read(int version, String text, Function<JsonNode, K> key) {
    if (version != ModelRecord.VERSION) {
      throw new RingwallException(
          Category.INPUT,
          "the ledger has a record of the model of version "
              + version
              + "; this Ringwall knows version "
              + ModelRecord.VERSION);
    }
    try {
      JsonNode json = MAPPER.readTree(text);
      Map<ObservedBy, Observation> observations = new LinkedHashMap<>();
      for (JsonNode one : json.required("observations")) {
        observations.put(
            new ObservedBy(one.required("host").asString(), one.required("epoch").asString()),
            new Observation(
                one.required("count").asLong(),
                Instant.parse(one.required("first").asString()),
                Instant.parse(one.required("last").asString())));
      }
      JsonNode spoken = json.get("applicationProtocol");
      return new Restored<>(
          key.apply(json),
          json.required("learned").asBoolean(),
          spoken == null ? null : spoken.asString(),
          observations);
    } catch (JacksonException | IllegalArgumentException | java.time.DateTimeException e) {
      throw new RingwallException(
          Category.INPUT, "the ledger has a record of the model that cannot be read", e);
    }
  }

  private static EdgeEnd readEnd(JsonNode json) {
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

  /** An edge a line, as {@code ringwall model export --json} prints it. */
  static String line(KnownEdge edge) {
    ObjectNode json = MAPPER.createObjectNode();
    write(json, edge.key());
    json.put("state", edge.state().name());
    json.put("firstSeen", edge.firstSeen().toString());
    json.put("lastSeen", edge.lastSeen().toString());
    json.put("count", edge.count());
    if (edge.applicationProtocol() != null) {
      json.put("applicationProtocol", edge.applicationProtocol());
    }
    return MAPPER.writeValueAsString(json);
  }
}
