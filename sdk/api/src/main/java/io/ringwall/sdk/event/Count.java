package io.ringwall.sdk.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A count reached one of its named thresholds: a rate, a number of distinct values, or a first
 * sight, over a sliding window in event time. Emitted when the threshold is reached, at each
 * tenfold of it, and anew only after the value fell below it. Its time is that of the last
 * contributing event.
 */
@ProviderType
public interface Count extends Event {
  /** Name of the count, as in <code>ruleset.yaml</code>. */
  String of();

  /** Name of the threshold. */
  String reached();

  /** The threshold's number. */
  long threshold();

  /** The value that reached it. */
  long value();

  /** The key that was counted under. */
  List<Object> keys();

  /** Length of the window. */
  Duration window();

  /** The workload behind the last contributing event, its originator's for flows. */
  @Nullable Workload subject();

  /** The last contributing event. */
  Event lastEvent();

  /** Some contributing events, first ones first, as evidence. */
  List<Event> samples();

  /** Time of the first contributing event in the window. */
  Instant firstTime();

  /** The rule set the count belongs to. */
  String ruleSet();

  /** A part of the key as text, from 0; empty where there is none. */
  default String key(int index) {
    return index < keys().size() ? keys().get(index).toString() : "";
  }

  /**
   * Starts a new Count.
   *
   * @param origin host, source and epoch of the record
   * @param sequence the record's position in that epoch, as the source defines it
   * @param time when it happened
   */
  static CountBuilder builder(Origin origin, long sequence, Instant time) {
    return new CountBuilder(origin, sequence, time);
  }
}
