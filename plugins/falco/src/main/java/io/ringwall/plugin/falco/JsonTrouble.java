package io.ringwall.plugin.falco;

import tools.jackson.core.JacksonException;

/** What a JSON parser complains of, as part of a sentence. */
final class JsonTrouble {
  private JsonTrouble() {}

  /** Without the parser's own account of the place, which the sentence gives already. */
  static String of(JacksonException trouble) {
    String message = trouble.getOriginalMessage();
    if (message == null) {
      return trouble.getClass().getSimpleName();
    }
    return message.lines().findFirst().orElse("").replaceAll(" \\(start marker at.*", "").strip();
  }
}
