package io.ringwall.engine.counts;

import java.time.Instant;
import java.util.List;

/**
 * Times of all additions, oldest first, in a ring that grows up to the bound. Kept as numbers: as
 * objects, up to a hundred thousand a key, they would be most of what the collector has to copy.
 */
final class RateWindow extends Window {
  private static final int INITIAL = 8;

  private long[] seconds = new long[INITIAL];
  private int[] nanos = new int[INITIAL];
  private int head;
  private int size;

  @Override
  boolean put(List<Object> value, Instant time, int max) {
    boolean full = size == max;
    if (full) {
      head = at(1);
      size--;
    } else if (size == seconds.length) {
      grow();
    }
    int place = at(size);
    seconds[place] = time.getEpochSecond();
    nanos[place] = time.getNano();
    size++;
    return full;
  }

  /** The capacity is a power of two. */
  private int at(long index) {
    return (int) (head + index) & (seconds.length - 1);
  }

  private void grow() {
    int length = seconds.length;
    long[] moreSeconds = new long[length * 2];
    System.arraycopy(seconds, head, moreSeconds, 0, length - head);
    System.arraycopy(seconds, 0, moreSeconds, length - head, head);
    int[] moreNanos = new int[length * 2];
    System.arraycopy(nanos, head, moreNanos, 0, length - head);
    System.arraycopy(nanos, 0, moreNanos, length - head, head);
    seconds = moreSeconds;
    nanos = moreNanos;
    head = 0;
  }

  @Override
  void remove(Instant until) {
    while (size > 0 && !isAfter(until)) {
      head = at(1);
      size--;
    }
  }

  /** Is the oldest one later than this. */
  private boolean isAfter(Instant until) {
    int order = Long.compare(seconds[head], until.getEpochSecond());
    return order > 0 || order == 0 && nanos[head] > until.getNano();
  }

  @Override
  long value() {
    return size;
  }

  @Override
  Instant time(long index) {
    int place = at(index);
    return Instant.ofEpochSecond(seconds[place], nanos[place]);
  }

  @Override
  Instant first(Instant until) {
    return time(0);
  }
}
