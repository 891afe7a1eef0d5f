package io.ringwall.engine.intake;

import io.ringwall.sdk.event.Event;
import java.time.Instant;

/** An event that waits. Its order is total: time, source, epoch, sequence, ordinal. */
record Entry(Event event, Instant at, IntakeQueue queue, long arrival)
    implements Comparable<Entry> {
  @Override
  public int compareTo(Entry other) {
    int order = at.compareTo(other.at);
    if (order == 0) {
      order = event.source().compareTo(other.event.source());
    }
    if (order == 0) {
      order = event.epoch().compareTo(other.event.epoch());
    }
    if (order == 0) {
      order = Long.compare(event.sequence(), other.event.sequence());
    }
    if (order == 0) {
      order = Integer.compare(event.ordinal(), other.event.ordinal());
    }
    if (order == 0) {
      order = Integer.compare(queue.number(), other.queue.number());
    }
    return order == 0 ? Long.compare(arrival, other.arrival) : order;
  }
}
