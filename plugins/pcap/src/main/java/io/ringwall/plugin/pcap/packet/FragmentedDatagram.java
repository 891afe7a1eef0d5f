package io.ringwall.plugin.pcap.packet;

import io.ringwall.plugin.pcap.tally.Tally;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** One datagram of which some fragments have come. */
final class FragmentedDatagram {
  private static final int MAX_PIECES = 1_024;
  private static final int OVERHEAD = 256;
  private static final int PIECE_OVERHEAD = 64;

  private final long begun;
  private final boolean ipv4;
  private final Map<Integer, byte[]> pieces = new TreeMap<>();
  private int nextHeader;
  private int total = -1;
  private int held;
  private int packets;
  private boolean discarded;

  FragmentedDatagram(long begun, boolean ipv4, int nextHeader) {
    this.begun = begun;
    this.ipv4 = ipv4;
    this.nextHeader = nextHeader;
    this.held = OVERHEAD;
  }

  long begun() {
    return begun;
  }

  int size() {
    return held;
  }

  int pieces() {
    return packets;
  }

  boolean discarded() {
    return discarded;
  }

  /** The header that the first fragment names; it counts. */
  void nextHeader(int protocol) {
    nextHeader = protocol;
  }

  /** Takes a piece. */
  void add(ByteBuffer data, int at, int length, int offset, boolean more, Tally tally) {
    packets++;
    if (discarded) {
      return;
    }
    if (pieces.size() >= MAX_PIECES || !fits(offset, length, more)) {
      discard("fragment-inconsistent", tally);
      return;
    }
    byte[] known = pieces.get(offset);
    if (known != null && known.length == length) {
      return;
    }
    if (overlaps(offset, length)) {
      overlap(data, at, length, offset, tally);
    } else {
      keep(data, at, length, offset);
    }
  }

  private void keep(ByteBuffer data, int at, int length, int offset) {
    byte[] piece = new byte[length];
    data.get(at, piece);
    pieces.put(offset, piece);
    held += length + PIECE_OVERHEAD;
  }

  private boolean fits(int offset, int length, boolean more) {
    int end = offset + length;
    if (!more) {
      boolean same = total < 0 || total == end;
      total = end;
      return same;
    }
    return total < 0 || end <= total;
  }

  private boolean overlaps(int offset, int length) {
    for (Map.Entry<Integer, byte[]> piece : pieces.entrySet()) {
      int start = piece.getKey();
      if (start < offset + length && offset < start + piece.getValue().length) {
        return true;
      }
    }
    return false;
  }

  /** IPv4: fills only the holes, byte by byte, so that the first copy stays. */
  private void overlap(ByteBuffer data, int at, int length, int offset, Tally tally) {
    if (!ipv4) {
      discard("fragment-overlap-ipv6", tally);
      return;
    }
    tally.malformed("fragment-overlap-ipv4");
    int from = offset;
    while (from < offset + length) {
      int to = holeEnd(from, offset + length);
      if (to > from) {
        keep(data, at + from - offset, to - from, from);
      }
      from = Math.max(to, coveredUntil(to));
    }
  }

  /** End of the hole that begins here; the same index when there is none. */
  private int holeEnd(int from, int limit) {
    int end = limit;
    for (Map.Entry<Integer, byte[]> piece : pieces.entrySet()) {
      int start = piece.getKey();
      if (start <= from && from < start + piece.getValue().length) {
        return from;
      }
      if (start > from && start < end) {
        end = start;
      }
    }
    return end;
  }

  private int coveredUntil(int from) {
    for (Map.Entry<Integer, byte[]> piece : pieces.entrySet()) {
      int end = piece.getKey() + piece.getValue().length;
      if (piece.getKey() <= from && from < end) {
        return end;
      }
    }
    return from;
  }

  private void discard(String reason, Tally tally) {
    tally.malformed(reason);
    discarded = true;
    pieces.clear();
    held = OVERHEAD;
  }

  boolean complete() {
    if (discarded || total < 0) {
      return false;
    }
    int covered = 0;
    for (Map.Entry<Integer, byte[]> piece : pieces.entrySet()) {
      if (piece.getKey() != covered) {
        return false;
      }
      covered += piece.getValue().length;
    }
    return covered == total;
  }

  /** Lays the datagram out and points packet and cursor to it. */
  void copyTo(ByteBuffer whole, Packet packet, Cursor cursor) {
    pieces.forEach((offset, piece) -> whole.put(offset, piece));
    packet.fragments = packets;
    packet.protocol = nextHeader;
    cursor.type = nextHeader;
    cursor.data = whole;
    cursor.at = 0;
    cursor.end = total;
    cursor.wireEnd = total;
  }
}
