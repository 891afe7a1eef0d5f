package io.ringwall.engine.time;

import java.time.Duration;
import java.time.Instant;

/** Engine time is cut at whole multiples of 100 ms since 1970. */
public final class Ticks {
  /** Length of a tick. */
  public static final Duration LENGTH = Duration.ofMillis(100);

  private static final long MILLIS = LENGTH.toMillis();
  private static final int NANOS = 1_000_000;

  private Ticks() {}

  /** The number of the tick that holds this time. */
  public static long of(Instant time) {
    return Math.floorDiv(
        Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1000L), time.getNano() / NANOS),
        MILLIS);
  }

  /** When a tick begins. */
  public static Instant start(long tick) {
    return Instant.ofEpochMilli(Math.multiplyExact(tick, MILLIS));
  }

  /** The last boundary at or before this time. */
  public static Instant floor(Instant time) {
    return start(of(time));
  }

  /** The first boundary at or after this time. */
  public static Instant ceiling(Instant time) {
    Instant floor = floor(time);
    return floor.equals(time) ? floor : floor.plus(LENGTH);
  }
}
