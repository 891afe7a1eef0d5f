package io.ringwall.app.text;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, times and foreign text as people read them. */
final class Words {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY_AND_CLOCK =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int SHORT_ID = 12;

  private Words() {}

  /**
   * The text with all that could steer a terminal made visible. Names and command lines come from
   * those that are watched, and may be written to deceive who reads of them.
   */
  static String visible(String foreign) {
    if (foreign.codePoints().noneMatch(Words::steers)) {
      return foreign;
    }
    StringBuilder text = new StringBuilder(foreign.length() + 16);
    foreign
        .codePoints()
        .forEach(point -> {
          if (steers(point)) {
            text.append(escaped(point));
          } else {
            text.appendCodePoint(point);
          }
        });
    return text.toString();
  }

  private static boolean steers(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static String escaped(int point) {
    return switch (point) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format(Locale.ROOT, point < 256 ? "\\x%02x" : "\\u%04x", point);
    };
  }

  /** Hours, minutes, seconds (UTC). */
  static String clock(Instant time) {
    return CLOCK.format(time);
  }

  /** Day and time of day (UTC). */
  static String dayAndClock(Instant time) {
    return DAY_AND_CLOCK.format(time);
  }

  /** From one time to another, the day told once. */
  static String span(Instant from, Instant until) {
    boolean sameDay = day(from).equals(day(until));
    return dayAndClock(from) + " to " + (sameDay ? clock(until) : dayAndClock(until));
  }

  private static LocalDate day(Instant time) {
    return time.atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** A length of time in the unit that fits: {@code 850 ms}, {@code 12 s}, {@code 2 min 3 s}. */
  static String length(Duration length) {
    if (length.compareTo(Duration.ofSeconds(1)) < 0) {
      return length.toMillis() + " ms";
    }
    if (length.compareTo(Duration.ofMinutes(1)) < 0) {
      return length.toSeconds() + " s";
    }
    if (length.compareTo(Duration.ofHours(1)) < 0) {
      int seconds = length.toSecondsPart();
      return length.toMinutes() + " min" + (seconds == 0 ? "" : " " + seconds + " s");
    }
    int minutes = length.toMinutesPart();
    return length.toHours() + " h" + (minutes == 0 ? "" : " " + minutes + " min");
  }

  /** A number with its thousands marked. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number of things: {@code 1 flow}, {@code 2 flows}. */
  static String count(long number, String one) {
    return number(number) + " " + (number == 1 ? one : plural(one));
  }

  private static String plural(String one) {
    if (one.endsWith("y") && !one.endsWith("ey")) {
      return one.substring(0, one.length() - 1) + "ies";
    }
    return one + "s";
  }

  /** Bytes in the unit that fits. */
  static String bytes(long bytes) {
    if (bytes < 1_000) {
      return bytes + " B";
    }
    double value = bytes;
    for (String unit : new String[] {"kB", "MB", "GB"}) {
      value /= 1_000;
      if (value < 1_000) {
        return String.format(Locale.ROOT, "%.1f %s", value, unit);
      }
    }
    return String.format(Locale.ROOT, "%.1f TB", value / 1_000);
  }

  /** The first digits of a container's id, as Docker prints them. */
  static String shortId(String containerId) {
    return containerId.length() > SHORT_ID ? containerId.substring(0, SHORT_ID) : containerId;
  }

  /** An enum's constant as a word: {@code CRITICAL} is {@code critical}. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
