package io.ringwall.engine.findings.breach;

import com.google.inject.Guice;

/** A deliberate breach: wiring outside the application. */
public final class UsesGuice {
  Object wire() {
    return Guice.createInjector();
  }
}
