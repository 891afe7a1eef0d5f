package io.ringwall.engine.findings.breach;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** A deliberate breach: randomness that nobody injected. */
public final class RollsDice {
  int roll() {
    return ThreadLocalRandom.current().nextInt(6);
  }

  double unit() {
    return Math.random();
  }

  UUID name() {
    return UUID.randomUUID();
  }
}
