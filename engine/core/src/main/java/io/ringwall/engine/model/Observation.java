package io.ringwall.engine.model;

import java.time.Instant;

/**
 * How often an edge or class was seen within one epoch of one host. Telling the same again, or
 * telling less, changes nothing.
 *
 * @param count how often
 * @param first when first
 * @param last when last
 */
public record Observation(long count, Instant first, Instant last) {
  public Observation {
    if (count < 1) {
      throw new IllegalArgumentException("count must be positive, was " + count);
    }
    if (last.isBefore(first)) {
      throw new IllegalArgumentException("last " + last + " is before first " + first);
    }
  }

  /** Seen once. */
  public static Observation once(Instant time) {
    return new Observation(1, time, time);
  }

  /** The same epoch told twice: the maximum. */
  public Observation merge(Observation other) {
    return new Observation(
        Math.max(count, other.count), min(first, other.first), max(last, other.last));
  }

  /** Two sightings after each other, or of two epochs: the sum. */
  public Observation plus(Observation other) {
    return new Observation(count + other.count, min(first, other.first), max(last, other.last));
  }

  private static Instant min(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant max(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
