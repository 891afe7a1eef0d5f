package io.ringwall.engine.findings.breach;

/** A deliberate breach: static state that changes. */
public final class StaticState {
  static int counter;

  private StaticState() {}
}
