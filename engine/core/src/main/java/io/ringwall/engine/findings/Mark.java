package io.ringwall.engine.findings;

import io.ringwall.sdk.event.Event;

/**
 * How far a finding has counted one stream of events. A stream is counted in its own order, so what
 * lies before a mark needs no place in the evidence to be known again.
 *
 * @param source of the stream
 * @param epoch of the stream
 * @param sequence of the last event that was counted
 * @param ordinal of that event
 */
public record Mark(String source, String epoch, long sequence, int ordinal) {
  static Mark at(Event event) {
    return new Mark(event.source(), event.epoch(), event.sequence(), event.ordinal());
  }

  boolean sameStream(Event event) {
    return event.epoch().equals(epoch) && event.source().equals(source);
  }

  boolean covers(Event event) {
    return sameStream(event) && upTo(sequence, ordinal, event);
  }

  /** Stands the event no later in its stream than this position. */
  public static boolean upTo(long sequence, int ordinal, Event event) {
    return event.sequence() < sequence
        || event.sequence() == sequence && event.ordinal() <= ordinal;
  }
}
