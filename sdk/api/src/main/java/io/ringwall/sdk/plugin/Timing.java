package io.ringwall.sdk.plugin;

import java.time.Duration;
import java.util.Objects;

/**
 * How a source's events stand in time.
 *
 * @param live true for events that happen now: the engine itself declares the source's time
 *     complete up to its clock less the lateness, every 100 ms, events or not. False for
 *     recordings: the source declares it by {@link EventSink#complete}
 * @param lateness how much later than its own time an event may be emitted. Up to 2 s the engine
 *     waits for it; a source that declares more has a clock of its own, so far behind: its events
 *     are judged one by one, are counted apart from those of others, and teach the model, but enter
 *     no correlation
 */
public record Timing(boolean live, Duration lateness) {
  public Timing {
    Objects.requireNonNull(lateness, "lateness");
    if (lateness.isNegative()) {
      throw new IllegalArgumentException("lateness must not be negative, was " + lateness);
    }
  }

  /** Events that happen now and come at most this late. */
  public static Timing live(Duration lateness) {
    return new Timing(true, lateness);
  }

  /** Recorded events, whose source declares how far they are complete. */
  public static Timing recorded() {
    return new Timing(false, Duration.ZERO);
  }
}
