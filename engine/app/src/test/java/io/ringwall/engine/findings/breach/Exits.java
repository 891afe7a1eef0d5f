package io.ringwall.engine.findings.breach;

/** A deliberate breach: ends the process. */
public final class Exits {
  void end() {
    System.exit(1);
  }

  void halt() {
    Runtime.getRuntime().halt(1);
  }
}
