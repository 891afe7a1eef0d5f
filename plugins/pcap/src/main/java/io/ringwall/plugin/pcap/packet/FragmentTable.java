package io.ringwall.plugin.pcap.packet;

import io.ringwall.plugin.pcap.tally.Tally;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Puts IP fragments together. Bounded in time and memory; the oldest go first. The first copy of a
 * byte is kept; IPv6 datagrams with overlapping fragments are discarded (RFC 5722).
 */
final class FragmentTable {
  /** Largest IP datagram. */
  static final int MAX_DATAGRAM = 65_535;

  private final long timeoutNanos;
  private final long maxBytes;
  private final Tally tally;
  private final Map<Key, FragmentedDatagram> datagrams = new LinkedHashMap<>();
  private final ByteBuffer whole = ByteBuffer.allocateDirect(MAX_DATAGRAM + 1);
  private long bytes;

  private record Key(
      long sourceHigh,
      long sourceLow,
      long destinationHigh,
      long destinationLow,
      long context,
      int protocol,
      int id) {}

  FragmentTable(long timeoutNanos, long maxBytes, Tally tally) {
    this.timeoutNanos = timeoutNanos;
    this.maxBytes = maxBytes;
    this.tally = tally;
  }

  /**
   * Takes a fragment that begins at the cursor.
   *
   * @return true when it completed its datagram, to which packet and cursor then point
   */
  boolean add(Packet packet, Cursor cursor, int id, int offset, boolean more) {
    expire(packet.timeNanos);
    int length = cursor.end - cursor.at;
    if (length <= 0 || offset + length > MAX_DATAGRAM || more && length % 8 != 0) {
      tally.malformed("fragment-length");
      return false;
    }
    Key key = key(packet, id);
    FragmentedDatagram datagram = datagrams.get(key);
    if (datagram == null) {
      datagram = new FragmentedDatagram(packet.timeNanos, packet.ipv4, packet.protocol);
      datagrams.put(key, datagram);
      bytes += datagram.size();
    }
    int before = datagram.size();
    datagram.add(cursor.data, cursor.at, length, offset, more, tally);
    bytes += datagram.size() - before;
    if (offset == 0) {
      datagram.nextHeader(packet.protocol);
    }
    if (datagram.complete()) {
      datagrams.remove(key);
      bytes -= datagram.size();
      datagram.copyTo(whole, packet, cursor);
      return true;
    }
    evict();
    return false;
  }

  /** IPv6's next header may differ between fragments, so it is no part of the key there. */
  private static Key key(Packet packet, int id) {
    return new Key(
        packet.sourceHigh,
        packet.sourceLow,
        packet.destinationHigh,
        packet.destinationLow,
        packet.context,
        packet.ipv4 ? packet.protocol : -1,
        id);
  }

  private void expire(long now) {
    Iterator<FragmentedDatagram> oldest = datagrams.values().iterator();
    while (oldest.hasNext()) {
      FragmentedDatagram datagram = oldest.next();
      if (now - datagram.begun() < timeoutNanos) {
        return;
      }
      bytes -= datagram.size();
      oldest.remove();
      if (!datagram.discarded()) {
        tally.dropped("fragment-timeout", datagram.pieces());
      }
    }
  }

  private void evict() {
    Iterator<FragmentedDatagram> oldest = datagrams.values().iterator();
    while (bytes > maxBytes && oldest.hasNext()) {
      FragmentedDatagram datagram = oldest.next();
      bytes -= datagram.size();
      oldest.remove();
      tally.dropped("fragment-table-full", datagram.pieces());
    }
  }
}
