package io.ringwall.engine.counts;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Distinct values by the time each was added last, oldest first. */
final class DistinctWindow extends Window {
  private final LinkedHashMap<List<Object>, Seen> values = new LinkedHashMap<>();

  @Override
  boolean put(List<Object> value, Instant time, int max) {
    Seen seen = values.remove(value);
    values.put(value, new Seen(seen == null ? time : seen.first(), time));
    if (values.size() <= max) {
      return false;
    }
    values.pollFirstEntry();
    return true;
  }

  @Override
  void remove(Instant until) {
    for (Map.Entry<List<Object>, Seen> oldest = values.firstEntry();
        oldest != null && !oldest.getValue().last().isAfter(until);
        oldest = values.firstEntry()) {
      values.pollFirstEntry();
    }
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
