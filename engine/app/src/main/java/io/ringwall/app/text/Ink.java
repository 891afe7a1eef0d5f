package io.ringwall.app.text;

import io.ringwall.sdk.finding.Severity;

/**
 * Colours, or none.
 *
 * @param colours are there any
 */
public record Ink(boolean colours) {
  private static final String RESET = "\u001b[0m";

  /** Text that matters. */
  String bold(String text) {
    return in("1", text);
  }

  /** Text that may be passed over. */
  String dim(String text) {
    return in("2", text);
  }

  /** Text that is as it should be. */
  String good(String text) {
    return in("32", text);
  }

  /** Text that asks for attention. */
  String warning(String text) {
    return in("33", text);
  }

  /** Text that tells of harm. */
  String bad(String text) {
    return in("1;31", text);
  }

  /** Text in the colour of this severity. */
  String of(Severity severity, String text) {
    return switch (severity) {
      case INFO, LOW -> in("36", text);
      case MEDIUM -> in("1;33", text);
      case HIGH -> in("1;31", text);
      case CRITICAL -> in("1;37;41", text);
    };
  }

  private String in(String code, String text) {
    return colours && !text.isEmpty() ? "\u001b[" + code + "m" + text + RESET : text;
  }
}
