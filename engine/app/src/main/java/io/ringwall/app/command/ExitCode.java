package io.ringwall.app.command;

import io.ringwall.engine.config.RingwallException;

/** What the process ends with; from 64 on in the sense of BSD's {@code sysexits.h}. */
final class ExitCode {
  /** Done. */
  static final int DONE = 0;

  /** Done, and what was asked about is not so: a severity was reached, a test failed. */
  static final int FOUND = 1;

  /** The command line cannot be understood. */
  static final int USAGE = 2;

  /** Input cannot be read. */
  static final int INPUT = 65;

  /** A plugin failed. */
  static final int PLUGIN = 69;

  /** A defect of Ringwall. */
  static final int INTERNAL = 70;

  /** Something outside is missing, full, or refuses. */
  static final int RESOURCE = 74;

  /** Configuration or rule sets are wrong; also: no JDK 25. */
  static final int CONFIGURATION = 78;

  /** Interrupted. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}

  static int of(RingwallException.Category category) {
    return switch (category) {
      case CONFIGURATION -> CONFIGURATION;
      case INPUT -> INPUT;
      case PLUGIN -> PLUGIN;
      case RESOURCE -> RESOURCE;
      case INTERNAL -> INTERNAL;
    };
  }
}
