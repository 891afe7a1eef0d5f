package io.ringwall.engine.counts;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Times of all additions, oldest first, in a ring that grows up to the bound. */
final class RateWindow extends Window {
  private static final int INITIAL = 8;

  private Instant[] times = new Instant[INITIAL];
  private int head;
  private int size;

  @Override
  boolean put(List<Object> value, Instant time, int max) {
    boolean full = size == max;
    if (full) {
      head = (head + 1) % times.length;
      size--;
    } else if (size == times.length) {
      grow();
    }
    times[(head + size) % times.length] = time;
    size++;
    return full;
  }

  private void grow() {
    Instant[] ordered = new Instant[times.length * 2];
    for (int i = 0; i < size; i++) {
      ordered[i] = times[(head + i) % times.length];
    }
    times = Arrays.copyOf(ordered, ordered.length);
    head = 0;
  }

  @Override
  void remove(Instant until) {
    while (size > 0 && !times[head].isAfter(until)) {
      head = (head + 1) % times.length;
      size--;
    }
  }

  @Override
  long value() {
    return size;
  }

  @Override
  Instant time(long index) {
    return times[(int) ((head + index) % times.length)];
  }

  @Override
  Instant first(Instant until) {
    return times[head];
  }
}
