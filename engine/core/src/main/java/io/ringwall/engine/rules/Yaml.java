package io.ringwall.engine.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** YAML as a tree that knows where each part stands. */
final class Yaml {
  private static final YAMLFactory FACTORY = new YAMLFactory();

  private Yaml() {}

  /** A part of a document; line and column count from 1. */
  sealed interface Node {
    int line();

    int column();
  }

  /** A mapping, in its order. */
  record Mapping(int line, int column, Map<String, Entry> entries) implements Node {}

  /** A key of a mapping, where it stands, and its value. */
  record Entry(int line, int column, Node value) {}

  /** A sequence. */
  record Sequence(int line, int column, List<Node> items) implements Node {}

  /** A scalar as text; null for an empty one. */
  record Scalar(int line, int column, @Nullable String text) implements Node {}

  /** Text that is no YAML. */
  static final class NotYaml extends Exception {
    private static final long serialVersionUID = 1;

    final int line;
    final int column;

    NotYaml(int line, int column, String message) {
      super(message);
      this.line = line;
      this.column = column;
    }
  }

  /** Reads a document; an empty one is an empty mapping. */
  static Node read(String text) throws NotYaml {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = parser.nextToken();
      return first == null ? new Mapping(1, 1, Map.of()) : node(parser, first);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      throw new NotYaml(
          at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr(), firstLine(e));
    }
  }

  private static String firstLine(JacksonException e) {
    String message = e.getOriginalMessage();
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  private static Node node(JsonParser parser, JsonToken token) throws NotYaml {
    TokenStreamLocation at = parser.currentTokenLocation();
    return switch (token) {
      case START_OBJECT -> mapping(parser, at);
      case START_ARRAY -> sequence(parser, at);
      case VALUE_NULL -> new Scalar(at.getLineNr(), at.getColumnNr(), null);
      default -> new Scalar(at.getLineNr(), at.getColumnNr(), parser.getString());
    };
  }

  private static Mapping mapping(JsonParser parser, TokenStreamLocation at) throws NotYaml {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (JsonToken token = next(parser); token != JsonToken.END_OBJECT; token = next(parser)) {
      String key = parser.currentName();
      TokenStreamLocation place = parser.currentTokenLocation();
      Node value = node(parser, next(parser));
      if (entries.put(key, new Entry(place.getLineNr(), place.getColumnNr(), value)) != null) {
        throw new NotYaml(
            place.getLineNr(), place.getColumnNr(), "the key '" + key + "' stands here twice");
      }
    }
    return new Mapping(at.getLineNr(), at.getColumnNr(), entries);
  }

  private static Sequence sequence(JsonParser parser, TokenStreamLocation at) throws NotYaml {
    List<Node> items = new ArrayList<>();
    for (JsonToken token = next(parser); token != JsonToken.END_ARRAY; token = next(parser)) {
      items.add(node(parser, token));
    }
    return new Sequence(at.getLineNr(), at.getColumnNr(), items);
  }

  private static JsonToken next(JsonParser parser) throws NotYaml {
    JsonToken token = parser.nextToken();
    if (token == null) {
      TokenStreamLocation at = parser.currentLocation();
      throw new NotYaml(at.getLineNr(), at.getColumnNr(), "the document ends too early");
    }
    return token;
  }
}
