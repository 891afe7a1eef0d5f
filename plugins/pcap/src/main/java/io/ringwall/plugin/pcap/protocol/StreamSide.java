package io.ringwall.plugin.pcap.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the segments of one side of a TCP connection in order, for who needs them so. The first copy
 * of a byte is kept; what comes early is held within bounds, then the gap before it is given up:
 * soon where the receiver says that he has what we miss.
 */
final class StreamSide {
  private static final int MAX_HELD_BYTES = 65_536;
  private static final int MAX_HELD_SEGMENTS = 64;
  private static final long MAX_WAIT_NANOS = 3_000_000_000L;

  /** So far apart may packets be that were seen in the wrong order. */
  private static final long DISORDER_NANOS = 10_000_000L;

  private final boolean originator;
  private List<Segment> held = List.of();
  private int heldBytes;
  private int expected;
  private boolean started;

  /** A segment that came before its turn; of its length, the last bytes may not be captured. */
  private record Segment(int sequence, ByteBuffer data, int length, long timeNanos) {}

  StreamSide(boolean originator) {
    this.originator = originator;
  }

  /** Says what the first payload byte's sequence number is; without it, the first packet's. */
  void start(int sequence) {
    if (!started) {
      expected = sequence;
      started = true;
    }
  }

  int heldBytes() {
    return heldBytes;
  }

  boolean holds() {
    return !held.isEmpty();
  }

  /** Takes a segment and hands on what is in order now. */
  void segment(
      int sequence,
      ByteBuffer data,
      int start,
      int captured,
      long wireLength,
      long timeNanos,
      StreamDissector reader) {
    start(sequence);
    int length = (int) Math.min(wireLength, Integer.MAX_VALUE >> 1);
    if (!reader.needsOrder()) {
      flush(timeNanos, reader);
      pass(sequence, data, start, captured, length, timeNanos, reader);
      return;
    }
    if (sequence - expected > 0) {
      hold(sequence, data, start, captured, length, timeNanos);
    } else {
      deliver(sequence, data, start, captured, length, timeNanos, reader);
    }
    release(timeNanos, expected, reader);
  }

  /** The receiver has what comes before this sequence number: of that, nothing is sent again. */
  void received(int number, long now, StreamDissector reader) {
    if (!held.isEmpty()) {
      release(now, number, reader);
    }
  }

  /** Hands on a segment as it came, unless it was there before. */
  private void pass(
      int sequence,
      ByteBuffer data,
      int start,
      int captured,
      int length,
      long timeNanos,
      StreamDissector reader) {
    if (sequence + length - expected > 0) {
      expected = sequence + length;
      reader.data(originator, data, start, start + captured, timeNanos);
    }
  }

  private void hold(
      int sequence, ByteBuffer data, int start, int captured, int length, long timeNanos) {
    byte[] copy = new byte[captured];
    data.get(start, copy);
    if (held.isEmpty()) {
      held = new ArrayList<>(2);
    }
    int at = held.size();
    while (at > 0 && held.get(at - 1).sequence - sequence > 0) {
      at--;
    }
    held.add(at, new Segment(sequence, ByteBuffer.wrap(copy), length, timeNanos));
    heldBytes += captured;
  }

  private void deliver(
      int sequence,
      ByteBuffer data,
      int start,
      int captured,
      int length,
      long timeNanos,
      StreamDissector reader) {
    int known = expected - sequence;
    if (known >= length) {
      return;
    }
    expected = sequence + length;
    if (known < captured) {
      reader.data(originator, data, start + known, start + captured, timeNanos);
    }
    int missing = length - Math.max(known, captured);
    if (missing > 0) {
      reader.gap(originator, missing);
    }
  }

  /** Hands on what is in order, and what comes after gaps of which no more is expected. */
  private void release(long now, int received, StreamDissector reader) {
    while (!held.isEmpty()) {
      Segment first = held.getFirst();
      int gap = first.sequence - expected;
      if (gap > 0 && !isLost(first, received, now) && !isHopeless(first, now)) {
        return;
      }
      handOn(first, gap, now, reader);
    }
  }

  private void handOn(Segment first, int gap, long now, StreamDissector reader) {
    if (gap > 0) {
      reader.gap(originator, gap);
      expected = first.sequence;
    }
    held.removeFirst();
    int captured = first.data.limit();
    heldBytes -= captured;
    deliver(first.sequence, first.data, 0, captured, first.length, now, reader);
  }

  private boolean isLost(Segment first, int received, long now) {
    return received - expected > 0
        && received - first.sequence >= 0
        && now - first.timeNanos > DISORDER_NANOS;
  }

  private boolean isHopeless(Segment first, long now) {
    return heldBytes > MAX_HELD_BYTES
        || held.size() > MAX_HELD_SEGMENTS
        || now - first.timeNanos > MAX_WAIT_NANOS;
  }

  /** Lets go of everything held. */
  void forget() {
    held = List.of();
    heldBytes = 0;
  }

  /** Hands on everything held: nothing more will come. */
  void flush(long now, StreamDissector reader) {
    while (!held.isEmpty()) {
      Segment first = held.getFirst();
      handOn(first, first.sequence - expected, now, reader);
    }
  }
}
