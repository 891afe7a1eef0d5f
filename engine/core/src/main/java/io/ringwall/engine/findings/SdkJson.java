package io.ringwall.engine.findings;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.Count;
import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.DnsExchange;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.FileEvent;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.finding.AttackTechnique;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Values of the SDK as JSON: an interface is an object of its accessors, in camelCase and in a
 * fixed order; addresses, times and spans are text; what is absent, empty or the accessor's default
 * is left out. Accessors that the SDK gains later are written without a change here.
 */
public final class SdkJson {
  private static final List<Class<? extends Event>> KINDS =
      List.of(
          Flow.class,
          DnsExchange.class,
          HttpExchange.class,
          ProcessEvent.class,
          FileEvent.class,
          ContainerEvent.class,
          CustomEvent.class,
          Count.class);

  private static final String SDK = "io.ringwall.sdk.";

  private SdkJson() {}

  /** The SDK's interface that this event is of. */
  public static Class<? extends Event> kind(Event event) {
    for (Class<? extends Event> kind : KINDS) {
      if (kind.isInstance(event)) {
        return kind;
      }
    }
    return Event.class;
  }

  /** Writes an event as an object whose first member, {@code event}, names its kind. */
  public static void writeEvent(JsonGenerator json, Event event) {
    Class<?> kind = kind(event);
    json.writeStartObject();
    json.writeStringProperty("event", kind.getSimpleName());
    for (Shape.Field field : Shape.of(kind).fields()) {
      Object value = field.of(event);
      boolean told = field.name().equals("observedAt") && event.time().equals(value);
      if (!told && !Shape.isAbsent(field, value)) {
        json.writeName(field.name());
        write(json, value);
      }
    }
    json.writeEndObject();
  }

  /** Writes any value that an accessor of the SDK may give. */
  static void write(JsonGenerator json, @Nullable Object value) {
    switch (value) {
      case null -> json.writeNull();
      case String text -> json.writeString(text);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Boolean truth -> json.writeBoolean(truth);
      case Enum<?> constant -> json.writeString(constant.name());
      case Event event -> writeEvent(json, event);
      case List<?> list -> {
        json.writeStartArray();
        list.forEach(element -> write(json, element));
        json.writeEndArray();
      }
      case Map<?, ?> map -> writeMap(json, map);
      case AttackTechnique technique -> writeTechnique(json, technique);
      case IpAddress address -> json.writeString(address.toString());
      case AddressBlock block -> json.writeString(block.toString());
      case Record record when !(sdkInterface(record.getClass()) instanceof Class<?>) ->
          writeRecord(json, record);
      default -> {
        Class<?> known = sdkInterface(value.getClass());
        if (known == null) {
          json.writeString(value.toString());
        } else {
          writeObject(json, known, value);
        }
      }
    }
  }

  private static void writeObject(JsonGenerator json, Class<?> type, Object value) {
    json.writeStartObject();
    for (Shape.Field field : Shape.of(type).fields()) {
      Object part = field.of(value);
      if (!Shape.isAbsent(field, part)) {
        json.writeName(field.name());
        write(json, part);
      }
    }
    json.writeEndObject();
  }

  /** Maps are written by key, whatever their own order. */
  private static void writeMap(JsonGenerator json, Map<?, ?> map) {
    json.writeStartObject();
    map.entrySet().stream()
        .sorted((one, other) -> one.getKey().toString().compareTo(other.getKey().toString()))
        .forEach(entry -> {
          json.writeName(entry.getKey().toString());
          write(json, entry.getValue());
        });
    json.writeEndObject();
  }

  private static void writeTechnique(JsonGenerator json, AttackTechnique technique) {
    json.writeStartObject();
    json.writeStringProperty("techniqueId", technique.techniqueId());
    if (!technique.id().equals(technique.techniqueId())) {
      json.writeStringProperty("subTechniqueId", technique.id());
    }
    json.writeEndObject();
  }

  private static void writeRecord(JsonGenerator json, Record record) {
    json.writeStartObject();
    for (RecordShape.Component component : RecordShape.of(record.getClass()).components()) {
      Object part = component.of(record);
      if (part != null && !isEmpty(part)) {
        json.writeName(component.name());
        write(json, part);
      }
    }
    json.writeEndObject();
  }

  private static boolean isEmpty(Object value) {
    return value instanceof String text && text.isEmpty()
        || value instanceof List<?> list && list.isEmpty()
        || value instanceof Map<?, ?> map && map.isEmpty();
  }

  private static final ClassValue<Class<?>[]> INTERFACES =
      new ClassValue<>() {
        @Override
        protected Class<?>[] computeValue(Class<?> type) {
          Class<?> found = search(type);
          return found == null ? new Class<?>[0] : new Class<?>[] {found};
        }
      };

  private static @Nullable Class<?> sdkInterface(Class<?> type) {
    Class<?>[] found = INTERFACES.get(type);
    return found.length == 0 ? null : found[0];
  }

  private static @Nullable Class<?> search(Class<?> type) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (Class<?> candidate : at.getInterfaces()) {
        if (candidate.getName().startsWith(SDK)) {
          return candidate;
        }
        Class<?> above = search(candidate);
        if (above != null) {
          return above;
        }
      }
    }
    return null;
  }

  /**
   * Reads an event that {@link #writeEvent} wrote, or that a person wrote in that form: what is not
   * named is absent, empty, zero or UNKNOWN; id, start and observedAt follow from the rest.
   *
   * @throws RingwallException of category INPUT that says which member is wrong, and why
   */
  public static Event readEvent(JsonNode node) {
    return SdkReader.event(node);
  }

  static List<Class<? extends Event>> kinds() {
    return KINDS;
  }
}
