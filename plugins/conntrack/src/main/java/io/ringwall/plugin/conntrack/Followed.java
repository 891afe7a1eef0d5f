package io.ringwall.plugin.conntrack;

import java.time.Instant;

/** A connection that was told of, and what of it. One thread. */
final class Followed {
  private final Ends ends;
  private final long number;
  private final Instant start;
  private final boolean preExisting;
  private long id;
  private int holders = 1;
  private boolean established;
  private boolean closed;
  private int seen;

  /**
   * One that was just found.
   *
   * @param number what it is called by
   * @param id the kernel's number for it
   */
  Followed(Ends ends, long number, long id, Instant start, boolean preExisting) {
    this.ends = ends;
    this.number = number;
    this.id = id;
    this.start = start;
    this.preExisting = preExisting;
  }

  Ends ends() {
    return ends;
  }

  long number() {
    return number;
  }

  long id() {
    return id;
  }

  Instant start() {
    return start;
  }

  boolean preExisting() {
    return preExisting;
  }

  /** Echoes of several programs between the same ends are one flow. */
  void another(long other) {
    id = other;
    holders++;
  }

  /** One of them has ended; true when it was the last. */
  boolean oneLess() {
    holders--;
    return holders <= 0;
  }

  /** Is it established by now for the first time. */
  boolean establish() {
    boolean first = !established;
    established = true;
    return first;
  }

  boolean established() {
    return established;
  }

  /** Has it ended by now for the first time. */
  boolean close() {
    boolean first = !closed;
    closed = true;
    return first;
  }

  /** It was in the table when that was read for this time. */
  void seen(int reading) {
    seen = reading;
  }

  boolean wasSeen(int reading) {
    return seen == reading;
  }
}
