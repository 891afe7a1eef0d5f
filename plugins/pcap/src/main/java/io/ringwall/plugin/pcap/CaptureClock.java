package io.ringwall.plugin.pcap;

import java.time.Instant;

/**
 * Turns the times of a capture, which may step back, into times that flows can be timed by. After a
 * step back of more than two seconds, flow time goes on where it was, and a new epoch begins.
 */
final class CaptureClock {
  /** Packets may be out of order by this much; more is a clock that was set. */
  static final long MAX_DISORDER_NANOS = 2_000_000_000L;

  private static final long SECOND = 1_000_000_000L;

  private long latest = Long.MIN_VALUE;
  private long shift;
  private int epoch;

  /** Flow time of a packet; counts an epoch when the clock was set back. */
  long flowTime(long packetNanos) {
    long time = packetNanos + shift;
    if (latest != Long.MIN_VALUE && time < latest - MAX_DISORDER_NANOS) {
      shift = latest - packetNanos;
      epoch++;
      return latest;
    }
    latest = Math.max(latest, time);
    return time;
  }

  /** Flow time where there was no packet: that of the clock, which never takes it back. */
  long passed(long clockNanos) {
    return Math.max(latest, clockNanos + shift);
  }

  /** How often the clock was set back until now. */
  int epoch() {
    return epoch;
  }

  /** Another file begins: if its time lies ahead, it is taken as it stands. */
  void nextFile(long firstNanos) {
    if (firstNanos >= latest) {
      shift = 0;
    }
  }

  /** What the capture's clock showed at a flow time. */
  Instant instant(long flowNanos) {
    long nanos = flowNanos - shift;
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
  }
}
