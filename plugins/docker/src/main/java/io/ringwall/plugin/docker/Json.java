package io.ringwall.plugin.docker;

import io.ringwall.sdk.source.BadLine;
import io.ringwall.sdk.source.LogLine;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as plain values: maps, lists, texts, {@link Long}, {@link Double}, {@link Boolean} and
 * {@link #NULL}. The mapper that binds JSON to classes would do it too, and costs more to load than
 * all that is read here.
 */
final class Json {
  /** JSON's null; members of objects that are null are left out. */
  static final Object NULL =
      new Object() {
        @Override
        public String toString() {
          return "null";
        }
      };

  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private Json() {}

  static JsonParser parser(InputStream in) {
    return FACTORY.createParser(ObjectReadContext.empty(), in);
  }

  /** The one value of a text. */
  static Object read(byte[] text, int offset, int length) {
    try (JsonParser parser =
        FACTORY.createParser(ObjectReadContext.empty(), text, offset, length)) {
      if (parser.nextToken() == null) {
        throw new StreamReadException(parser, "there is nothing");
      }
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "something follows the end");
      }
      return value;
    }
  }

  /**
   * The object that begins on a line, or null where none does that is whole: for recognising a log,
   * where broken lines before the first good one tell nothing.
   */
  static @Nullable Map<?, ?> objectOn(LogLine line) {
    int skipped = 0;
    while (skipped < line.length() && line.bytes()[line.from() + skipped] != '{') {
      skipped++;
    }
    if (skipped == line.length()) {
      return null;
    }
    try {
      Object value = read(line.bytes(), line.from() + skipped, line.length() - skipped);
      return value instanceof Map<?, ?> object ? object : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** What a line of JSON says. */
  static Object read(LogLine line) throws BadLine {
    try {
      return read(line.bytes(), line.from(), line.length());
    } catch (JacksonException e) {
      throw new BadLine("not-json", "is no JSON: " + JsonTrouble.of(e));
    }
  }

  /** The value that begins at the parser's token; leaves the parser at the value's last token. */
  static Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getString();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> NULL;
      case VALUE_NUMBER_INT -> integer(parser);
      default -> parser.getDoubleValue();
    };
  }

  private static Object integer(JsonParser parser) {
    return switch (parser.getNumberType()) {
      case INT, LONG -> parser.getLongValue();
      default -> parser.getDoubleValue();
    };
  }

  private static Map<String, Object> object(JsonParser parser) {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      Object value = value(parser);
      if (value == NULL) {
        members.remove(name);
      } else {
        members.put(name, value);
      }
    }
    return members;
  }

  private static List<Object> array(JsonParser parser) {
    List<Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return items;
  }
}
