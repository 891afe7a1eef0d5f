package io.ringwall.engine.counts;

import io.ringwall.sdk.event.Event;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What was added under one key within the sliding window; which values, a subclass of it knows. */
abstract sealed class Window permits DistinctWindow, RateWindow {
  private static final int SAMPLES_MAX = 10;

  private final Deque<Event> samples = new ArrayDeque<>(SAMPLES_MAX);

  /** Adds at this time; true when a value had to go to keep the bound. */
  final boolean add(List<Object> value, Event event, Instant time, int max) {
    if (samples.size() < SAMPLES_MAX) {
      samples.add(event);
    }
    return put(value, time, max);
  }

  /** Forgets all that was added at or before this time. */
  final void forget(Instant until) {
    while (!samples.isEmpty() && !samples.getFirst().time().isAfter(until)) {
      samples.removeFirst();
    }
    remove(until);
  }

  final List<Event> samples() {
    return new ArrayList<>(samples);
  }

  abstract boolean put(List<Object> value, Instant time, int max);

  abstract void remove(Instant until);

  abstract long value();

  /** Time of the n-th oldest value, from 0: when that one leaves, it and all before are gone. */
  abstract Instant time(long index);

  /** Time of the first contribution that still counts. */
  abstract Instant first(Instant until);
}
