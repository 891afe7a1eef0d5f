package io.ringwall.engine.model;

import io.ringwall.sdk.finding.Mode;

/** How the configured modes are taken: a replay learns first and judges then, whatever they say. */
public enum Phase {
  /** Modes hold as configured. */
  CONFIGURED,
  /** All scopes learn, those that are off excepted. */
  LEARN,
  /** Scopes that would learn alert. */
  ALERT;

  Mode apply(Mode configured) {
    return switch (this) {
      case CONFIGURED -> configured;
      case LEARN -> configured == Mode.OFF ? Mode.OFF : Mode.LEARN;
      case ALERT -> configured == Mode.LEARN ? Mode.ALERT : configured;
    };
  }
}
