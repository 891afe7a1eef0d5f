package io.ringwall.plugin.falco;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code output_fields} of an alert. They are what the rule's author chose to print, so each
 * may be missing; Falco writes {@code <NA>} and {@code null} for what it does not know, and numbers
 * as texts where a plugin or an output template made them.
 */
final class Fields {
  private static final String UNKNOWN = "<NA>";

  private final Map<?, ?> fields;

  Fields(Map<?, ?> fields) {
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
    String text =
        switch (fields.get(name)) {
          case null -> "";
          case Map<?, ?> _ -> "";
          case List<?> _ -> "";
          case Object value -> value.toString();
        };
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
    Object value = fields.get(name);
    if (value instanceof Long number) {
      return number;
    }
    String text = value instanceof String words ? words : "";
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
