package io.ringwall.engine.findings.breach;

import org.junit.jupiter.api.Test;

/** A deliberate breach: the engine uses JUnit. */
public final class UsesTestLibrary {
  @Test
  void pretends() {}
}
