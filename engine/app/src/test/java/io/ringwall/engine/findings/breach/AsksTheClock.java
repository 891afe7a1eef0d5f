package io.ringwall.engine.findings.breach;

import java.time.Clock;
import java.time.Instant;

/** A deliberate breach: time that nobody injected. */
public final class AsksTheClock {
  Instant now() {
    return Instant.now();
  }

  long millis() {
    return System.currentTimeMillis();
  }

  Clock clock() {
    return Clock.systemUTC();
  }
}
