package io.ringwall.engine.route;

import java.util.concurrent.atomic.LongAdder;

/** How long a station has been at work. Any thread adds and reads. */
final class StationTime {
  private final LongAdder nanos = new LongAdder();

  /** Adds the time since {@code begun}, as {@link System#nanoTime} told it. */
  void since(long begun) {
    nanos.add(System.nanoTime() - begun);
  }

  double seconds() {
    return nanos.sum() / 1e9;
  }
}
