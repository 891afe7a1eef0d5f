package io.ringwall.engine.config;

import java.util.List;

/**
 * What holds when an answer that somebody waits for comes too late.
 *
 * @param failClosed patterns over {@code namespace/service} of the workloads to which nothing
 *     passes then; {@code *} stands for any text. Everywhere else it passes
 */
public record InlineSettings(List<String> failClosed) {
  /** What holds where the user says nothing: fail open. */
  public static final InlineSettings DEFAULT = new InlineSettings(List.of());

  public InlineSettings {
    for (String scope : failClosed) {
      Patterns.requireScope("fail-closed", scope);
    }
    failClosed = List.copyOf(failClosed);
  }
}
