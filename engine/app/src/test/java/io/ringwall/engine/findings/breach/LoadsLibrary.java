package io.ringwall.engine.findings.breach;

/** A deliberate breach: loads native code. */
public final class LoadsLibrary {
  @SuppressWarnings("restricted") // What the wall is for.
  void load() {
    System.loadLibrary("z");
  }
}
