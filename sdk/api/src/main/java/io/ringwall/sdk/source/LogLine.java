package io.ringwall.sdk.source;

import java.nio.charset.StandardCharsets;

/** One line of a log, without its line end. Good until the next one is asked for; one thread. */
public interface LogLine {
  /** Holds the line from {@link #from()} on; it may be longer, and is not to be changed. */
  byte[] bytes();

  /** Where in {@link #bytes()} the line begins. */
  int from();

  /** Its length in bytes. */
  int length();

  /** Where the line begins in its log, in bytes. */
  long offset();

  /** The line as text; what is no UTF-8 becomes U+FFFD. */
  default String text() {
    return new String(bytes(), from(), length(), StandardCharsets.UTF_8);
  }

  /** Is there nothing in it but white space. */
  default boolean isBlank() {
    byte[] bytes = bytes();
    for (int i = from(); i < from() + length(); i++) {
      if (bytes[i] > ' ' || bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }
}
