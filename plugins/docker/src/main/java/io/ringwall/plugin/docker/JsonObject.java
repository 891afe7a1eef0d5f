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

/**
 * One JSON object of Docker's. What is missing, null or empty is absent, since that depends on
 * Docker's version; what has another type than Docker gives it is a {@link ShapeException}.
 */
final class JsonObject {
  private static final int EXCERPT = 40;

  private final Map<?, ?> members;
  private final String path;

  private JsonObject(Map<?, ?> members, String path) {
    this.members = members;
    this.path = path;
  }

  static JsonObject of(Object value, String path) throws ShapeException {
    if (value instanceof Map<?, ?> members) {
      return new JsonObject(members, path);
    }
    throw new ShapeException(path, "an object", describe(value));
  }

  private static String describe(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case Map<?, ?> _ -> "an object";
      case List<?> _ -> "an array";
      case String text -> "'" + excerpt(text) + "'";
      default -> excerpt(value.toString());
    };
  }

  private static String excerpt(String text) {
    return text.length() > EXCERPT ? text.substring(0, EXCERPT) + "…" : text;
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private ShapeException wrong(String key, String expected) {
    return new ShapeException(path(key), expected, describe(value(key)));
  }

  private @Nullable Object value(String key) {
    return members.get(key);
  }

  boolean has(String key) {
    return value(key) != null;
  }

  List<String> keys() {
    return members.keySet().stream().map(String::valueOf).toList();
  }

  /** The object there, or an empty one. */
  JsonObject object(String key) throws ShapeException {
    Object value = value(key);
    return of(value == null ? Map.of() : value, path(key));
  }

  @Nullable String text(String key) throws ShapeException {
    return switch (value(key)) {
      case null -> null;
      case String text -> text.isEmpty() ? null : text;
      default -> throw wrong(key, "a text");
    };
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
    return switch (value(key)) {
      case null -> false;
      case Boolean flag -> flag;
      default -> throw wrong(key, "true or false");
    };
  }

  /** A whole number, or 0. */
  long number(String key) throws ShapeException {
    return switch (value(key)) {
      case null -> 0;
      case Long number -> number;
      default -> throw wrong(key, "a whole number");
    };
  }

  /** Texts of an array; a text alone counts as one, as old versions of Docker print it. */
  List<String> texts(String key) throws ShapeException {
    if (value(key) instanceof String text) {
      return List.of(text);
    }
    List<String> texts = new ArrayList<>();
    for (Object item : array(key)) {
      if (!(item instanceof String text)) {
        throw wrong(key, "an array of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  List<JsonObject> objects(String key) throws ShapeException {
    List<JsonObject> objects = new ArrayList<>();
    for (Object item : array(key)) {
      objects.add(of(item, path(key) + "[" + objects.size() + "]"));
    }
    return objects;
  }

  private List<?> array(String key) throws ShapeException {
    return switch (value(key)) {
      case null -> List.of();
      case List<?> items -> items;
      default -> throw wrong(key, "an array");
    };
  }

  /** All texts of this object, empty ones too. */
  Map<String, String> textMap() throws ShapeException {
    Map<String, String> map = new LinkedHashMap<>();
    for (String key : keys()) {
      if (!(value(key) instanceof String text)) {
        throw wrong(key, "a text");
      }
      map.put(key, text);
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
