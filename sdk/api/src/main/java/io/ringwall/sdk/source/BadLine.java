package io.ringwall.sdk.source;

import java.io.Serial;

/** A line that cannot be read; the lines around it are. */
public final class BadLine extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final String reason;

  /**
   * A line that cannot be read.
   *
   * @param reason a short constant to count by, such as {@code not-json}
   * @param sentence what is wrong, to follow the words "line 12": {@code is no JSON: …}
   */
  public BadLine(String reason, String sentence) {
    super(sentence);
    this.reason = reason;
  }

  /** What it is counted by. */
  public String reason() {
    return reason;
  }

  /** What is wrong, to follow the words "line 12". */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
