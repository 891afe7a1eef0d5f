package io.ringwall.sdk.source;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Where in which log, and as bytes what one source hands to its successor. */
record LogPosition(String epoch, long offset) {
  byte[] bytes() {
    return (epoch + " " + offset).getBytes(StandardCharsets.UTF_8);
  }

  /** Null for nothing, and for what is no position. */
  static @Nullable LogPosition of(byte @Nullable [] bytes) {
    String[] parts =
        bytes == null ? new String[0] : new String(bytes, StandardCharsets.UTF_8).split(" ", 2);
    return parts.length == 2 && parts[1].matches("[0-9]{1,18}")
        ? new LogPosition(parts[0], Long.parseLong(parts[1]))
        : null;
  }
}
