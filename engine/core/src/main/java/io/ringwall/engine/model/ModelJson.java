package io.ringwall.engine.model;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.sdk.event.EdgeKey;
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
    EdgeJson.write(json, key);
    write(json, known);
    return record(ModelRecord.EDGE, json);
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
    return read(version, text, EdgeJson::read);
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

  /** An edge a line, as {@code ringwall model export --json} prints it. */
  static String line(KnownEdge edge) {
    ObjectNode json = MAPPER.createObjectNode();
    EdgeJson.write(json, edge.key());
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
