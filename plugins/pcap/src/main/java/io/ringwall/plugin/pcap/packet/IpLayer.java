package io.ringwall.plugin.pcap.packet;

import io.ringwall.plugin.pcap.tally.Tally;

/** IPv4 and IPv6, their extension headers and fragments. */
final class IpLayer {
  private static final int MAX_EXTENSIONS = 16;

  private final Cursor cursor;
  private final Packet packet;
  private final FragmentTable fragments;
  private final Tally tally;

  IpLayer(Cursor cursor, Packet packet, FragmentTable fragments, Tally tally) {
    this.cursor = cursor;
    this.packet = packet;
    this.fragments = fragments;
    this.tally = tally;
  }

  int either() {
    if (cursor.lacks(1)) {
      return failed("ip-cut");
    }
    return switch (cursor.u8(0) >> 4) {
      case 4 -> Cursor.IPV4;
      case 6 -> Cursor.IPV6;
      default -> failed("ip-version");
    };
  }

  int ipv4() {
    if (cursor.lacks(20)) {
      return failed("ipv4-cut");
    }
    long first = cursor.i64(0);
    int header = (int) (first >>> 56 & 0xf) * 4;
    if (first >>> 60 != 4) {
      return failed("ip-version");
    }
    if (header < 20) {
      return failed("ipv4-header-length");
    }
    if (cursor.lacks(header)) {
      return failed("ipv4-cut");
    }
    int total = (int) (first >>> 32) & 0xffff;
    if (total != 0 && total < header) {
      return failed("ipv4-total-length");
    }
    // Total length 0 is BIG TCP (Linux, segmentation offload): what was captured is the packet.
    if (total != 0) {
      limit(cursor.at + total);
    }
    packet.ipv4 = true;
    packet.sourceHigh = 0;
    long second = cursor.i64(8);
    packet.sourceLow = Packet.mapped((int) second);
    packet.destinationHigh = 0;
    packet.destinationLow = Packet.mapped(cursor.i32(16));
    packet.protocol = (int) (second >>> 48) & 0xff;
    int fragment = (int) first & 0xffff;
    int id = (int) (first >>> 16) & 0xffff;
    cursor.type = packet.protocol;
    cursor.at += header;
    boolean more = (fragment & 0x2000) != 0;
    int offset = (fragment & 0x1fff) * 8;
    return more || offset > 0 ? fragment(id, offset, more) : Cursor.TRANSPORT;
  }

  int ipv6() {
    if (cursor.lacks(40)) {
      return failed("ipv6-cut");
    }
    if (cursor.u8(0) >> 4 != 6) {
      return failed("ip-version");
    }
    int length = cursor.u16(4);
    // Length 0 is a jumbogram (RFC 2675, BIG TCP), or nothing at all behind the header.
    if (length != 0) {
      limit(cursor.at + 40 + length);
    }
    packet.ipv4 = false;
    packet.sourceHigh = cursor.data.getLong(cursor.at + 8);
    packet.sourceLow = cursor.data.getLong(cursor.at + 16);
    packet.destinationHigh = cursor.data.getLong(cursor.at + 24);
    packet.destinationLow = cursor.data.getLong(cursor.at + 32);
    int next = cursor.u8(6);
    cursor.at += 40;
    return extensions(next);
  }

  /** Walks the chain of extension headers (RFC 8200, 4). */
  private int extensions(int first) {
    int next = first;
    for (int i = 0; i < MAX_EXTENSIONS; i++) {
      packet.protocol = next;
      cursor.type = next;
      if (!isExtension(next)) {
        return Cursor.TRANSPORT;
      }
      if (cursor.lacks(8)) {
        return failed("ipv6-extension-cut");
      }
      int following = cursor.u8(0);
      if (next == IpProtocol.FRAGMENT) {
        return ipv6Fragment(following);
      }
      int length =
          next == IpProtocol.AUTHENTICATION ? (cursor.u8(1) + 2) * 4 : (cursor.u8(1) + 1) * 8;
      if (cursor.lacks(length)) {
        return failed("ipv6-extension-cut");
      }
      cursor.at += length;
      next = following;
    }
    return failed("ipv6-extensions");
  }

  private int ipv6Fragment(int next) {
    int field = cursor.u16(2);
    int id = cursor.i32(4);
    cursor.at += 8;
    packet.protocol = next;
    cursor.type = next;
    boolean more = (field & 1) != 0;
    int offset = field & 0xfff8;
    // An atomic fragment is a whole packet (RFC 6946).
    boolean fragment = more || offset > 0;
    return fragment ? fragment(id, offset, more) : behindFragment();
  }

  private int behindFragment() {
    return !packet.ipv4 && isExtension(cursor.type) ? extensions(cursor.type) : Cursor.TRANSPORT;
  }

  private int fragment(int id, int offset, boolean more) {
    boolean whole = cursor.wireEnd <= cursor.end;
    if (!whole) {
      return cutFragment(offset);
    }
    return fragments.add(packet, cursor, id, offset, more) ? behindFragment() : Cursor.PASSED;
  }

  /** With a short snaplen nothing can be put together, but the first fragment has the ports. */
  private int cutFragment(int offset) {
    if (offset == 0) {
      return behindFragment();
    }
    tally.dropped("fragment-cut", 1);
    return Cursor.PASSED;
  }

  private static boolean isExtension(int protocol) {
    return switch (protocol) {
      case IpProtocol.HOP_BY_HOP,
          IpProtocol.ROUTING,
          IpProtocol.FRAGMENT,
          IpProtocol.AUTHENTICATION,
          IpProtocol.DESTINATION_OPTIONS,
          IpProtocol.MOBILITY,
          IpProtocol.HIP,
          IpProtocol.SHIM6 ->
          true;
      default -> false;
    };
  }

  /** Cuts off padding; a length beyond the wire's is not believed. */
  private void limit(int packetEnd) {
    if (packetEnd < cursor.wireEnd) {
      cursor.wireEnd = packetEnd;
      cursor.end = Math.min(cursor.end, packetEnd);
    }
  }

  private int failed(String reason) {
    tally.malformed(reason);
    return Cursor.FAILED;
  }
}
