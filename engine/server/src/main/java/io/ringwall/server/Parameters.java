package io.ringwall.server;

import io.ringwall.engine.model.Glob;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What parameters of a request may say. */
final class Parameters {
  private Parameters() {}

  /** Matches one of these patterns; where there is none, everything. */
  static boolean matches(List<Glob> patterns, String text) {
    return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(text));
  }

  static List<Glob> globs(List<String> values) {
    return values.stream().map(Glob::new).toList();
  }

  /** A constant by its name in any case, with {@code -} for {@code _}. */
  static <E extends Enum<E>> E constant(Class<E> type, String parameter, String value) {
    String name = value.toUpperCase(Locale.ROOT).replace('-', '_');
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw new BadRequest(parameter + " must be one of " + words(type) + ", was '" + value + "'");
  }

  static <E extends Enum<E>> List<E> constants(
      Class<E> type, String parameter, List<String> values) {
    List<E> all = new ArrayList<>();
    values.forEach(value -> all.add(constant(type, parameter, value)));
    return all;
  }

  private static <E extends Enum<E>> String words(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(Parameters::word)
        .collect(Collectors.joining(", "));
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static @Nullable Instant instant(String parameter, @Nullable String value) {
    if (value == null) {
      return null;
    }
    try {
      return Instant.parse(value);
    } catch (DateTimeException e) {
      throw new BadRequest(
          parameter + " must be a time such as 2026-05-04T03:02:01Z, was '" + value + "'");
    }
  }
}
