package io.ringwall.engine.learn;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.engine.ledger.LedgerRecord;
import io.ringwall.engine.model.EdgeJson;
import io.ringwall.engine.model.Observation;
import io.ringwall.engine.model.ObservedBy;
import io.ringwall.sdk.event.WorkloadClass;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Records of what is undecided. */
final class UndecidedJson {
  /** Observations of one subject that wait, taken together; without a count: none waits. */
  static final String WAITS = "learning-waits";

  /** All stretches of one originator that teach nothing; an empty list: none. */
  static final String VOIDS = "learning-voids";

  static final Map<String, Integer> KINDS = Map.of(WAITS, 1, VOIDS, 1);

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private UndecidedJson() {}

  /** A stretch of time; one without an end goes on. */
  record Stretch(Instant from, @Nullable Instant until) {}

  /** An originator's stretches. */
  record OfOriginator(String originator, List<Stretch> stretches) {}

  static LearningRecord waits(Pending waits) {
    ObjectNode json = subject(waits.subject());
    String key = key(WAITS, json);
    json.put("place", waits.place().toString());
    json.put("lastPlace", waits.lastPlace().toString());
    json.put("count", waits.seen().count());
    json.put("first", waits.seen().first().toString());
    json.put("last", waits.seen().last().toString());
    return new LearningRecord(key, record(WAITS, json), false);
  }

  static LearningRecord decided(Subject subject) {
    ObjectNode json = subject(subject);
    return new LearningRecord(key(WAITS, json), record(WAITS, json), true);
  }

  static LearningRecord voids(OfOriginator voids) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("originator", voids.originator());
    String key = key(VOIDS, json);
    ArrayNode stretches = json.putArray("stretches");
    for (Stretch stretch : voids.stretches()) {
      ObjectNode one = stretches.addObject();
      one.put("from", stretch.from().toString());
      if (stretch.until() != null) {
        one.put("until", stretch.until().toString());
      }
    }
    return new LearningRecord(key, record(VOIDS, json), voids.stretches().isEmpty());
  }

  private static LedgerRecord record(String kind, ObjectNode json) {
    return new LedgerRecord(kind, KINDS.getOrDefault(kind, 1), MAPPER.writeValueAsString(json));
  }

  private static String key(String kind, ObjectNode json) {
    return kind + MAPPER.writeValueAsString(json);
  }

  private static ObjectNode subject(Subject subject) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("originator", subject.originator());
    json.put("host", subject.by().host());
    json.put("epoch", subject.by().epoch());
    if (subject.edge() != null) {
      EdgeJson.write(json, subject.edge());
    }
    if (subject.workloadClass() instanceof WorkloadClass seen) {
      json.put("namespace", seen.namespace());
      json.put("service", seen.service());
      json.put("repository", seen.repository());
    }
    return json;
  }

  static LearningRecord keyed(LedgerRecord record) {
    return read(
        record,
        json -> {
          if (record.kind().equals(VOIDS)) {
            return voids(voids(json));
          }
          return json.has("count") ? waits(waits(json)) : decided(subject(json));
        });
  }

  static Pending waits(LedgerRecord record) {
    return read(record, UndecidedJson::waits);
  }

  static OfOriginator voids(LedgerRecord record) {
    return read(record, UndecidedJson::voids);
  }

  private static Pending waits(JsonNode json) {
    return new Pending(
        subject(json),
        time(json, "place"),
        time(json, "lastPlace"),
        new Observation(json.required("count").asLong(), time(json, "first"), time(json, "last")));
  }

  private static OfOriginator voids(JsonNode json) {
    List<Stretch> stretches = new ArrayList<>();
    for (JsonNode one : json.required("stretches")) {
      stretches.add(new Stretch(time(one, "from"), one.has("until") ? time(one, "until") : null));
    }
    return new OfOriginator(json.required("originator").asString(), List.copyOf(stretches));
  }

  private static Subject subject(JsonNode json) {
    boolean ofClass = json.has("repository");
    return new Subject(
        json.required("originator").asString(),
        ofClass ? null : EdgeJson.read(json),
        ofClass
            ? new WorkloadClass(
                json.required("namespace").asString(),
                json.required("service").asString(),
                json.required("repository").asString())
            : null,
        new ObservedBy(json.required("host").asString(), json.required("epoch").asString()));
  }

  private static Instant time(JsonNode json, String name) {
    return Instant.parse(json.required(name).asString());
  }

  private static <T> T read(LedgerRecord record, Function<JsonNode, T> how) {
    try {
      return how.apply(MAPPER.readTree(record.json()));
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      throw new RingwallException(
          Category.INPUT,
          "the ledger has a record of kind " + record.kind() + " that cannot be read",
          e);
    }
  }
}
