package io.ringwall.engine.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Binds one word to a type. Null stands for "wrong, and told so". */
final class ScalarBinder {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,15})\\s*(ms|s|m|h|d)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private final Problems problems;

  ScalarBinder(Problems problems) {
    this.problems = problems;
  }

  @Nullable Object scalar(Setting.Scalar scalar, Class<?> type) {
    try {
      return convert(scalar.text(), type);
    } catch (Misfit e) {
      problems.add(scalar.position(), scalar.path(), String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      String detail = e instanceof InvalidPathException ? "" : detail(e);
      problems.add(
          scalar.position(),
          scalar.path(),
          "expected " + expected(type) + ", found '" + scalar.text() + "'" + detail);
    }
    return null;
  }

  /** What a type looks like in a file, for people. */
  static String expected(Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    if (type == Duration.class) {
      return "a duration such as 100ms, 60s, 5m or 1h";
    }
    if (type == LocalDate.class) {
      return "a date such as 2027-06-30";
    }
    if (type == Instant.class) {
      return "a time such as 2027-06-30T12:00:00Z";
    }
    if (type.isEnum()) {
      return "one of " + String.join(", ", constants(type));
    }
    if (type.isRecord() && parser(type) == null) {
      return "keys";
    }
    return type == String.class
        ? "text"
        : "a " + RecordBinder.key(type.getSimpleName()).replace('-', ' ');
  }

  private static Object convert(String text, Class<?> type) throws Misfit {
    if (type == String.class) {
      return text;
    }
    if (type == boolean.class || type == Boolean.class) {
      return flag(text);
    }
    if (type == int.class || type == Integer.class) {
      return Integer.valueOf(text);
    }
    if (type == long.class || type == Long.class) {
      return Long.valueOf(text);
    }
    if (type == double.class || type == Double.class) {
      return Double.valueOf(text);
    }
    if (type.isEnum()) {
      return constant(text, type);
    }
    if (type == Duration.class) {
      return duration(text);
    }
    if (type == Path.class) {
      return Path.of(text);
    }
    return parsed(text, type);
  }

  private static Object flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (matcher.matches()) {
      Duration unit = UNITS.getOrDefault(matcher.group(2), Duration.ZERO);
      return unit.multipliedBy(Long.parseLong(matcher.group(1)));
    }
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    return Duration.parse(text);
  }

  private static List<String> constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> word(((Enum<?>) constant).name()))
        .toList();
  }

  private static String word(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Object constant(String text, Class<?> type) throws Misfit {
    for (Object constant : type.getEnumConstants()) {
      if (word(((Enum<?>) constant).name()).equals(word(text))) {
        return constant;
      }
    }
    throw new Misfit("unknown word '" + text + "'" + Suggestion.after(text, constants(type)));
  }

  private static @Nullable Method parser(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals("parse"))
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .filter(method -> Arrays.asList(method.getParameterTypes()).size() == 1)
        .filter(method -> method.getParameterTypes()[0].isAssignableFrom(String.class))
        .filter(method -> method.getReturnType() == type)
        .findFirst()
        .orElse(null);
  }

  private static Object parsed(String text, Class<?> type) throws Misfit {
    Method parser = parser(type);
    if (parser == null) {
      throw new Misfit("expected " + expected(type) + ", found '" + text + "'");
    }
    try {
      parser.setAccessible(true);
      return parser.invoke(null, text);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          e.getCause() == null ? null : e.getCause().getMessage(), e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("'parse' of " + type.getName() + " cannot be called", e);
    }
  }

  /** A parser of our own says what is wrong in a sentence; those of the JDK repeat the text. */
  private static String detail(Exception problem) {
    boolean ours =
        problem.getCause() instanceof IllegalArgumentException
            && !(problem.getCause() instanceof NumberFormatException);
    return ours ? ": " + problem.getMessage() : "";
  }

  /** The word does not fit, and the message says all there is to say. */
  private static final class Misfit extends Exception {
    private static final long serialVersionUID = 1;

    Misfit(String message) {
      super(message);
    }
  }
}
