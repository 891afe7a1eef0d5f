package io.ringwall.bench.application;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * When the two captures run, in nanoseconds since 1970.
 *
 * @param learnFrom begin of the one to learn from
 * @param learnUntil its end
 * @param alertFrom begin of the one to judge
 * @param alertUntil its end
 */
record Timeline(long learnFrom, long learnUntil, long alertFrom, long alertUntil) {
  static final long SECOND = 1_000_000_000L;
  private static final Instant FIRST_DAY = Instant.parse("2026-03-01T00:00:00Z");

  static Timeline draw(RandomGenerator random) {
    long begin =
        FIRST_DAY.plus(Duration.ofMinutes(random.nextLong(90 * 24 * 60L))).getEpochSecond();
    long learnFrom = begin * SECOND + random.nextLong(SECOND);
    long learnUntil = learnFrom + (240 + random.nextInt(60)) * SECOND;
    long alertFrom = learnUntil + (15 + random.nextInt(60)) * SECOND;
    return new Timeline(
        learnFrom, learnUntil, alertFrom, alertFrom + (200 + random.nextInt(60)) * SECOND);
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(nanos / SECOND, nanos % SECOND);
  }
}
