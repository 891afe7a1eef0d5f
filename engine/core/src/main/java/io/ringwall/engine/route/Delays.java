package io.ringwall.engine.route;

import io.ringwall.sdk.event.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sources that have a clock of their own, and how far it is behind: by so much they may come
 * later than their own time. Noted by the dispatcher before it hands their events on, asked by any
 * thread.
 */
final class Delays {
  /** A plugin may call its sources what it likes; beyond, they are taken as on time. */
  private static final int SOURCES_MAX = 1_000;

  private volatile Map<String, Duration> bySource = Map.of();

  void note(String source, Duration delay) {
    Map<String, Duration> known = bySource;
    boolean isNew = !known.containsKey(source);
    if (delay.equals(known.get(source)) || isNew && known.size() >= SOURCES_MAX) {
      return;
    }
    Map<String, Duration> more = new HashMap<>(known);
    more.put(source, delay);
    bySource = Map.copyOf(more);
  }

  /**
   * How far the clock of this event's source is behind; null for one that engine time waits for.
   * What the engine itself tells of a flow is of the source that told of it first.
   */
  @Nullable Duration of(Event event) {
    Map<String, Duration> known = bySource;
    return known.isEmpty() ? null : known.get(event.source());
  }

  /** How far the clock of a source is behind, of which events were noted. */
  Duration of(String source) {
    return bySource.getOrDefault(source, Duration.ZERO);
  }
}
