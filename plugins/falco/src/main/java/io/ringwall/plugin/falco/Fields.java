package io.ringwall.plugin.falco;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The {@code output_fields} of an alert. They are what the rule's author chose to print, so each
 * may be missing; Falco writes {@code <NA>} and {@code null} for what it does not know, and numbers
 * as texts where a plugin or an output template made them.
 */
final class Fields {
  private static final String UNKNOWN = "<NA>";

  private final JsonNode fields;

  Fields(JsonNode fields) {
    this.fields = fields;
  }

  /** The first of these that is known, as text. */
  @Nullable String first(String... names) {
    for (String name : names) {
      String text = text(name);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  @Nullable String text(String name) {
    JsonNode value = fields.get(name);
    String text = value == null || value.isNull() || value.isContainer() ? "" : value.asString();
    return text.isEmpty() || text.equals(UNKNOWN) ? null : text;
  }

  String text(String name, String otherwise) {
    String text = text(name);
    return text == null ? otherwise : text;
  }

  boolean flag(String name) {
    String text = text(name);
    return text != null && (text.equals("true") || text.equals("1"));
  }

  /** True, false, or null when not known. */
  @Nullable Boolean known(String name) {
    return text(name) == null ? null : (Boolean) flag(name);
  }

  long number(String name, long otherwise) {
    JsonNode value = fields.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.longValue();
    }
    String text = value.isString() ? value.stringValue() : "";
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /** A number that may be an id of the kernel's; anything else is {@code otherwise}. */
  int id(String name, int otherwise) {
    long number = number(name, otherwise);
    return number < 0 || number > Integer.MAX_VALUE ? otherwise : (int) number;
  }

  /** The words of a text, as Falco joins arguments and capabilities. */
  List<String> words(String name) {
    String text = text(name);
    return text == null ? List.of() : List.of(text.strip().split("\\s+"));
  }
}
