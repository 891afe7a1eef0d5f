package io.ringwall.plugin.docker;

import io.ringwall.sdk.event.IpAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One JSON object of Docker's. What is missing, null or empty is absent, since that depends on
 * Docker's version; what has another type than Docker gives it is a {@link ShapeException}.
 */
final class JsonObject {
  private static final int EXCERPT = 40;

  private final JsonNode node;
  private final String path;

  private JsonObject(JsonNode node, String path) {
    this.node = node;
    this.path = path;
  }

  static JsonObject of(JsonNode node, String path) throws ShapeException {
    if (!node.isObject()) {
      throw new ShapeException(path, "an object", describe(node));
    }
    return new JsonObject(node, path);
  }

  private static String describe(JsonNode node) {
    if (node.isObject()) {
      return "an object";
    }
    if (node.isArray()) {
      return "an array";
    }
    String text = node.toString();
    return text.length() > EXCERPT ? text.substring(0, EXCERPT) + "…" : text;
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private ShapeException wrong(String key, String expected) {
    JsonNode found = node.get(key);
    return new ShapeException(path(key), expected, found == null ? "nothing" : describe(found));
  }

  private @Nullable JsonNode value(String key) {
    JsonNode value = node.get(key);
    return value == null || value.isNull() ? null : value;
  }

  boolean has(String key) {
    return value(key) != null;
  }

  List<String> keys() {
    return List.copyOf(node.propertyNames());
  }

  /** The object there, or an empty one. */
  JsonObject object(String key) throws ShapeException {
    JsonNode value = value(key);
    return value == null
        ? new JsonObject(JsonNodeFactory.instance.objectNode(), path(key))
        : JsonObject.of(value, path(key));
  }

  @Nullable String text(String key) throws ShapeException {
    JsonNode value = value(key);
    if (value == null) {
      return null;
    }
    if (!value.isString()) {
      throw wrong(key, "a text");
    }
    String text = value.stringValue();
    return text.isEmpty() ? null : text;
  }

  /** A text that must be there. */
  String required(String key) throws ShapeException {
    String text = text(key);
    if (text == null) {
      throw wrong(key, "a text");
    }
    return text;
  }

  boolean flag(String key) throws ShapeException {
    JsonNode value = value(key);
    if (value != null && !value.isBoolean()) {
      throw wrong(key, "true or false");
    }
    return value != null && value.booleanValue();
  }

  /** A whole number, or 0. */
  long number(String key) throws ShapeException {
    JsonNode value = value(key);
    if (value != null && !(value.isIntegralNumber() && value.canConvertToLong())) {
      throw wrong(key, "a whole number");
    }
    return value == null ? 0 : value.longValue();
  }

  /** Texts of an array; a text alone counts as one, as old versions of Docker print it. */
  List<String> texts(String key) throws ShapeException {
    JsonNode value = value(key);
    if (value == null) {
      return List.of();
    }
    if (value.isString()) {
      return List.of(value.stringValue());
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : array(key, value)) {
      if (!item.isString()) {
        throw wrong(key, "an array of texts");
      }
      texts.add(item.stringValue());
    }
    return texts;
  }

  List<JsonObject> objects(String key) throws ShapeException {
    JsonNode value = value(key);
    List<JsonObject> objects = new ArrayList<>();
    if (value != null) {
      for (JsonNode item : array(key, value)) {
        objects.add(of(item, path(key) + "[" + objects.size() + "]"));
      }
    }
    return objects;
  }

  private JsonNode array(String key, JsonNode value) throws ShapeException {
    if (!value.isArray()) {
      throw wrong(key, "an array");
    }
    return value;
  }

  /** All texts of this object, empty ones too. */
  Map<String, String> textMap() throws ShapeException {
    Map<String, String> map = new LinkedHashMap<>();
    for (String key : keys()) {
      JsonNode value = value(key);
      if (value != null) {
        if (!value.isString()) {
          throw wrong(key, "a text");
        }
        map.put(key, value.stringValue());
      }
    }
    return map;
  }

  /** A time; Docker writes the year 1 where there is none. */
  @Nullable Instant time(String key) throws ShapeException {
    String text = text(key);
    if (text == null) {
      return null;
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      return time.getYear() <= 1 ? null : time.toInstant();
    } catch (DateTimeException e) {
      throw wrong(key, "a time such as 2026-11-25T17:56:30.15Z");
    }
  }

  @Nullable IpAddress address(String key) throws ShapeException {
    String text = text(key);
    try {
      return text == null || text.equals("invalid IP") ? null : IpAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw wrong(key, "an IP address");
    }
  }

  /** A wrong value of this object, for what only the caller can tell. */
  ShapeException unexpected(String key, String expected) {
    return wrong(key, expected);
  }
}
