package io.ringwall.engine.counts;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Distinct values by the time each was added last, oldest first. */
final class DistinctWindow extends Window {
  private final LinkedHashMap<List<Object>, Seen> values = new LinkedHashMap<>();

  /** When the first value in order was added; MIN while that is not known. */
  private Instant oldest = Instant.MAX;

  @Override
  boolean put(List<Object> value, Instant time, int max) {
    if (values.isEmpty()) {
      oldest = time;
    }
    Seen seen = values.remove(value);
    if (seen != null) {
      oldest = Instant.MIN;
    }
    values.put(value, new Seen(seen == null ? time : seen.first(), time));
    if (values.size() <= max) {
      return false;
    }
    values.pollFirstEntry();
    oldest = Instant.MIN;
    return true;
  }

  @Override
  void remove(Instant until) {
    if (oldest.isAfter(until)) {
      return;
    }
    Map.Entry<List<Object>, Seen> first = values.firstEntry();
    while (first != null && !first.getValue().last().isAfter(until)) {
      values.pollFirstEntry();
      first = values.firstEntry();
    }
    oldest = first == null ? Instant.MAX : first.getValue().last();
  }

  @Override
  long value() {
    return values.size();
  }

  @Override
  Instant time(long index) {
    Iterator<Seen> oldestFirst = values.values().iterator();
    Seen seen = oldestFirst.next();
    for (long i = 0; i < index; i++) {
      seen = oldestFirst.next();
    }
    return seen.last();
  }

  @Override
  Instant first(Instant until) {
    Instant first = Instant.MAX;
    for (Seen seen : values.values()) {
      Instant contributed = seen.first().isAfter(until) ? seen.first() : until.plusNanos(1);
      first = contributed.isBefore(first) ? contributed : first;
    }
    return first;
  }

  private record Seen(Instant first, Instant last) {}
}
