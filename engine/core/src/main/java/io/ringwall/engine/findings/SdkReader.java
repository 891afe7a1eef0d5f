package io.ringwall.engine.findings;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.Suggestion;
import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.finding.AttackTechnique;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads values of the SDK from JSON; {@link SdkJson} has the form. */
final class SdkReader {
  private SdkReader() {}

  static Event event(JsonNode node) {
    String name = node.path("event").asString("");
    for (Class<? extends Event> kind : SdkJson.kinds()) {
      if (kind.getSimpleName().equals(name)) {
        return (Event) readObject(node, kind, kind.getSimpleName());
      }
    }
    throw wrong(
        "event",
        "the name of a kind of event ("
            + String.join(", ", SdkJson.kinds().stream().map(Class::getSimpleName).toList())
            + ")",
        node.path("event"));
  }

  static Object read(JsonNode node, Type type, String path) {
    if (type instanceof ParameterizedType generic) {
      return readGeneric(node, generic, path);
    }
    if (!(type instanceof Class<?> wanted)) {
      return readAny(node, path);
    }
    if (wanted == String.class) {
      return text(node, path);
    }
    if (wanted == int.class || wanted == Integer.class) {
      return Math.toIntExact(whole(node, path, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }
    if (wanted == long.class || wanted == Long.class) {
      return whole(node, path, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (wanted == boolean.class || wanted == Boolean.class) {
      return truth(node, path);
    }
    if (wanted.isEnum()) {
      return constant(node, wanted, path);
    }
    if (wanted == Object.class) {
      return readAny(node, path);
    }
    return readValue(node, wanted, path);
  }

  private static Object readValue(JsonNode node, Class<?> wanted, String path) {
    try {
      if (wanted == Instant.class) {
        return Instant.parse(text(node, path));
      }
      if (wanted == Duration.class) {
        return Duration.parse(text(node, path));
      }
      if (wanted == IpAddress.class) {
        return IpAddress.parse(text(node, path));
      }
      if (wanted == AddressBlock.class) {
        return AddressBlock.parse(text(node, path));
      }
      if (wanted == AttackTechnique.class) {
        return new AttackTechnique(
            text(
                node.has("subTechniqueId") ? node.get("subTechniqueId") : node.path("techniqueId"),
                path));
      }
    } catch (DateTimeException | IllegalArgumentException e) {
      throw wrong(path, what(wanted), node);
    }
    if (wanted == Event.class) {
      return event(node);
    }
    return wanted.isRecord() ? readRecord(node, wanted, path) : readObject(node, wanted, path);
  }

  private static String what(Class<?> wanted) {
    return switch (wanted.getSimpleName()) {
      case "Instant" -> "a time such as 2026-01-31T12:00:00Z";
      case "Duration" -> "a span such as PT60S";
      case "IpAddress" -> "an address such as 10.0.0.1";
      case "AddressBlock" -> "a block such as 10.0.0.0/8";
      default -> "a " + wanted.getSimpleName();
    };
  }

  private static Object readGeneric(JsonNode node, ParameterizedType type, String path) {
    Type last = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
    if (type.getRawType() == List.class) {
      if (!node.isArray()) {
        throw wrong(path, "a list", node);
      }
      List<Object> list = new ArrayList<>(node.size());
      for (int i = 0; i < node.size(); i++) {
        list.add(read(node.get(i), last, path + "[" + i + "]"));
      }
      return List.copyOf(list);
    }
    if (!node.isObject()) {
      throw wrong(path, "an object", node);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    node.properties()
        .forEach(entry ->
            map.put(entry.getKey(), read(entry.getValue(), last, path + "." + entry.getKey())));
    return Map.copyOf(map);
  }

  private static Object readAny(JsonNode node, String path) {
    if (node.isString()) {
      return node.asString();
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.asLong();
    }
    if (node.isNumber()) {
      return node.asDouble();
    }
    if (node.isBoolean()) {
      return node.asBoolean();
    }
    if (node.isArray()) {
      List<Object> list = new ArrayList<>(node.size());
      node.forEach(element -> list.add(readAny(element, path)));
      return List.copyOf(list);
    }
    throw wrong(path, "a text, number, truth value, or a list of them", node);
  }

  private static Object readRecord(JsonNode node, Class<?> type, String path) {
    if (!node.isObject()) {
      throw wrong(path, "an object", node);
    }
    RecordShape shape = RecordShape.of(type);
    refuseUnknown(node, shape.names(), type, path);
    @Nullable Object[] values = new Object[shape.components().size()];
    for (int i = 0; i < values.length; i++) {
      RecordShape.Component component = shape.components().get(i);
      JsonNode part = node.get(component.name());
      String where = path + "." + component.name();
      if (part != null && !part.isNull()) {
        values[i] = read(part, component.type(), where);
      } else if (component.required()) {
        throw new RingwallException(RingwallException.Category.INPUT, where + " is missing");
      } else {
        values[i] = component.absent();
      }
    }
    try {
      return shape.make(values);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new RingwallException(
          RingwallException.Category.INPUT, path + ": " + e.getMessage(), e);
    }
  }

  private static Object readObject(JsonNode node, Class<?> type, String path) {
    if (!node.isObject()) {
      throw wrong(path, "an object", node);
    }
    Shape shape = Shape.of(type);
    Map<String, @Nullable Object> values = new HashMap<>();
    refuseUnknown(node, shape.names(), type, path);
    for (Shape.Field field : shape.fields()) {
      JsonNode part = node.get(field.name());
      String where = path + "." + field.name();
      if (part != null && !part.isNull()) {
        values.put(field.name(), read(part, field.type(), where));
      } else if (field.required()) {
        throw new RingwallException(RingwallException.Category.INPUT, where + " is missing");
      } else {
        values.put(field.name(), field.absent());
      }
    }
    derive(type, values);
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        new Written(type, Map.copyOf(present(values))));
  }

  private static Map<String, Object> present(Map<String, @Nullable Object> values) {
    Map<String, Object> present = new HashMap<>();
    values.forEach((name, value) -> {
      if (value != null) {
        present.put(name, value);
      }
    });
    return present;
  }

  /** Fills in what follows from the rest, so that a person need not write it. */
  private static void derive(Class<?> type, Map<String, @Nullable Object> values) {
    if (!Event.class.isAssignableFrom(type)) {
      return;
    }
    values.replaceAll((name, value) ->
        value == null && (name.equals("observedAt") || name.equals("start"))
            ? values.get("time")
            : value);
    if (values.get("id") == null) {
      Object ordinal = values.get("ordinal");
      values.put(
          "id",
          values.get("host")
              + "/"
              + values.get("source")
              + "/"
              + values.get("epoch")
              + "/"
              + values.get("sequence")
              + (Integer.valueOf(0).equals(ordinal) ? "" : "." + ordinal));
    }
    if (values.get("protocol") instanceof Protocol protocol
        && Integer.valueOf(0).equals(values.get("protocolNumber"))) {
      values.put("protocolNumber", number(protocol));
    }
  }

  private static int number(Protocol protocol) {
    return switch (protocol) {
      case TCP -> 6;
      case UDP -> 17;
      case ICMP -> 1;
      case ICMPV6 -> 58;
      case SCTP -> 132;
      case GRE -> 47;
      case ESP -> 50;
      case ARP -> -1;
      case OTHER, UNKNOWN -> 0;
    };
  }

  private static void refuseUnknown(JsonNode node, List<String> known, Class<?> type, String path) {
    for (String name : node.propertyNames()) {
      if (!known.contains(name)) {
        throw new RingwallException(
            RingwallException.Category.INPUT,
            path
                + ": "
                + type.getSimpleName()
                + " has no '"
                + name
                + "'"
                + Suggestion.after(name, known));
      }
    }
  }

  private static String text(JsonNode node, String path) {
    if (!node.isString()) {
      throw wrong(path, "a text", node);
    }
    return node.asString();
  }

  private static long whole(JsonNode node, String path, long least, long most) {
    boolean fits = node.isIntegralNumber() && node.canConvertToLong();
    if (!fits || node.asLong() < least || node.asLong() > most) {
      throw wrong(path, "a whole number", node);
    }
    return node.asLong();
  }

  private static boolean truth(JsonNode node, String path) {
    if (!node.isBoolean()) {
      throw wrong(path, "true or false", node);
    }
    return node.asBoolean();
  }

  private static Object constant(JsonNode node, Class<?> type, String path) {
    List<String> names = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      String name = ((Enum<?>) constant).name();
      if (node.isString() && name.equals(node.asString())) {
        return constant;
      }
      names.add(name);
    }
    throw wrong(path, "one of " + String.join(", ", names), node);
  }

  private static RingwallException wrong(String path, String expected, JsonNode found) {
    String shown = found.isMissingNode() ? "nothing" : Summaries.shortened(found.toString(), 60);
    return new RingwallException(
        RingwallException.Category.INPUT, path + ": expected " + expected + ", found " + shown);
  }
}
