package io.ringwall.engine.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.JacksonYAMLParseException;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** Makes settings of a YAML text, with the place of each. Jackson reads the YAML. */
final class SettingParser {
  private static final int DEPTH_MAX = 32;

  private final String file;
  private final JsonParser parser;
  private final Problems problems;

  private SettingParser(String file, JsonParser parser, Problems problems) {
    this.file = file;
    this.parser = parser;
    this.problems = problems;
  }

  /** The top of the file; empty when it is no YAML, which is then a problem. */
  static Optional<Setting> parse(String file, String yaml, Problems problems) {
    try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), yaml)) {
      var top = new SettingParser(file, parser, problems);
      if (parser.nextToken() == null) {
        return Optional.of(new Setting.Nothing(new Position(file, 1, 1), ""));
      }
      Setting setting = top.setting("", 0);
      if (parser.nextToken() != null) {
        problems.add(top.here(), "", "a second document; expected one a file");
      }
      return Optional.of(setting);
    } catch (JacksonException e) {
      problems.add(position(file, e.getLocation()), "", "no valid YAML: " + reason(e));
      return Optional.empty();
    }
  }

  private Setting setting(String path, int depth) {
    if (depth > DEPTH_MAX) {
      problems.add(here(), path, "nested more than " + DEPTH_MAX + " deep");
      parser.skipChildren();
      return new Setting.Nothing(here(), path);
    }
    Position position = here();
    JsonToken token = Objects.requireNonNull(parser.currentToken());
    return switch (token) {
      case START_OBJECT -> section(position, path, depth);
      case START_ARRAY -> items(position, path, depth);
      case VALUE_NULL -> new Setting.Nothing(position, path);
      default -> new Setting.Scalar(position, path, text(path));
    };
  }

  private String text(String path) {
    if (parser instanceof tools.jackson.dataformat.yaml.YAMLParser yaml && yaml.isCurrentAlias()) {
      problems.add(here(), path, "an alias (*" + yaml.getString() + "); write the value itself");
    }
    return parser.getString();
  }

  private Setting section(Position position, String path, int depth) {
    Map<String, Setting.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      Position at = here();
      String inner = path.isEmpty() ? key : path + "." + key;
      parser.nextToken();
      Setting value = setting(inner, depth + 1);
      Setting.Entry earlier = entries.putIfAbsent(key, new Setting.Entry(at, value));
      if (earlier != null) {
        problems.add(at, inner, "set twice; the first time in line " + earlier.position().line());
      }
    }
    return new Setting.Section(position, path, Collections.unmodifiableMap(entries));
  }

  private Setting items(Position position, String path, int depth) {
    List<Setting> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(setting(path + "[" + items.size() + "]", depth + 1));
    }
    return new Setting.Items(position, path, List.copyOf(items));
  }

  private Position here() {
    return position(file, parser.currentTokenLocation());
  }

  private static Position position(String file, @Nullable TokenStreamLocation location) {
    return location == null
        ? new Position(file, 0, 0)
        : new Position(file, location.getLineNr(), location.getColumnNr());
  }

  /** The first and the last line of what Jackson says; between them it draws a picture. */
  private static String reason(JacksonException problem) {
    String message = problem.getOriginalMessage();
    if (!(problem instanceof JacksonYAMLParseException) || message == null) {
      return String.valueOf(message).lines().findFirst().orElse("");
    }
    return message
        .lines()
        .filter(line -> line.startsWith("expected") || line.startsWith("found"))
        .findFirst()
        .or(() -> message.lines().findFirst())
        .orElse("");
  }
}
