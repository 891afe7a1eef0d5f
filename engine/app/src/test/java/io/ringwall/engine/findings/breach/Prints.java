package io.ringwall.engine.findings.breach;

/** A deliberate breach: prints where JSON Lines may be expected. */
public final class Prints {
  void print() {
    System.out.println("hello");
  }
}
