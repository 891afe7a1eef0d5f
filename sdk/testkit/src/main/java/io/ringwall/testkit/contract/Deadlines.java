package io.ringwall.testkit.contract;

import java.time.Duration;

/** How long a test waits before it says that something does not happen. */
final class Deadlines {
  /** What the contract allows for ending after {@code close}. */
  static final Duration CLOSE = Duration.ofSeconds(5);

  /** For what has no limit in the contract, on a busy machine. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** For calls that must not block: anything a person would notice. */
  static final Duration AT_ONCE = Duration.ofSeconds(5);

  /** Ten times what the engine waits for a check of the host. */
  static final Duration LOOK = Duration.ofSeconds(30);

  private Deadlines() {}
}
