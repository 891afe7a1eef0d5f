package io.ringwall.bench.capture;

/**
 * Gives frames other addresses, the same shift for a whole copy of a capture, so that copies stay
 * apart. Multicast, broadcast and loopback addresses stay; private ones stay private. Checksums are
 * adapted by the difference (RFC 1624), so that those that were right stay right. What is quoted in
 * ICMP errors and asked by ARP moves too; tunnels are not looked into.
 */
final class Readdressing {
  private static final int ETHERNET = 14;
  private static final int ARP = 0x0806;
  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86dd;
  private static final int ICMP = 1;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ICMPV6 = 58;

  private final int shift;
  private byte[] frame = new byte[0];
  private int end;

  /** Shifts by a number of 16 bits. */
  Readdressing(int shift) {
    this.shift = shift & 0xffff;
  }

  /** Rewrites one frame in place. */
  void rewrite(byte[] buffer, int start, int length) {
    frame = buffer;
    end = start + length;
    int at = start + ETHERNET;
    int type = at <= end ? u16(at - 2) : 0;
    while ((type == 0x8100 || type == 0x88a8) && at + 4 <= end) {
      type = u16(at + 2);
      at += 4;
    }
    switch (type) {
      case IPV4 -> ipv4(at, true);
      case IPV6 -> ipv6(at, true);
      case ARP -> arp(at);
      default -> {}
    }
  }

  private void arp(int at) {
    if (at + 28 <= end && u16(at + 2) == IPV4 && u16(at + 4) == 0x0604) {
      shiftIpv4(at + 14);
      shiftIpv4(at + 24);
    }
  }

  private void ipv4(int at, boolean outermost) {
    if (at + 20 > end || frame[at] >>> 4 != 4) {
      return;
    }
    int change = shiftIpv4(at + 12) + shiftIpv4(at + 16);
    adapt(at + 10, change);
    boolean first = (u16(at + 6) & 0x1fff) == 0;
    int payload = at + 4 * (frame[at] & 0xf);
    if (!outermost || !first) {
      return;
    }
    if (frame[at + 9] == ICMP) {
      // A header and its checksum together sum up to the same as before: ICMP's stays right.
      if (payload < end && isIcmpError(frame[payload])) {
        ipv4(payload + 8, false);
      }
      return;
    }
    transport(frame[at + 9], payload, change);
  }

  private static boolean isIcmpError(int type) {
    return switch (type) {
      case 3, 4, 5, 11, 12 -> true;
      default -> false;
    };
  }

  private int ipv6(int at, boolean outermost) {
    if (at + 40 > end || (frame[at] & 0xf0) != 0x60) {
      return 0;
    }
    int change = shiftIpv6(at + 8) + shiftIpv6(at + 24);
    int payload = at + 40;
    if (outermost) {
      boolean quotes = frame[at + 6] == ICMPV6 && payload < end && frame[payload] >= 0;
      transport(frame[at + 6], payload, change + (quotes ? ipv6(payload + 8, false) : 0));
    }
    return change;
  }

  private void transport(int protocol, int at, int change) {
    switch (protocol) {
      case TCP -> adapt(at + 16, change);
      case UDP -> {
        if (at + 8 <= end && u16(at + 6) != 0) {
          adapt(at + 6, change);
        }
      }
      case ICMPV6 -> adapt(at + 2, change);
      default -> {}
    }
  }

  /** Shifts an address and returns what that changes in a sum of 16-bit words. */
  private int shiftIpv4(int at) {
    int first = frame[at] & 0xff;
    if (first == 0 || first == 127 || first >= 224) {
      return 0;
    }
    int before = u16(at) + u16(at + 2);
    int second = frame[at + 1] & 0xff;
    boolean isPrivate = first == 172 && second >>> 4 == 1 || first == 192 && second == 168;
    if (isPrivate) {
      frame[at] = 10;
    }
    put(at + 1, u16(at + 1) + shift);
    return u16(at) + u16(at + 2) - before;
  }

  private int shiftIpv6(int at) {
    boolean multicast = frame[at] == (byte) 0xff;
    boolean special = u16(at) == 0;
    if (multicast || special) {
      return 0;
    }
    int word = u16(at) == 0xfe80 ? at + 8 : at + 4;
    int before = u16(word);
    put(word, before + shift);
    return u16(word) - before;
  }

  private void adapt(int at, int change) {
    if (at + 2 > end) {
      return;
    }
    long sum = (~u16(at) & 0xffff) + (long) change;
    sum = Math.floorMod(sum, 0xffff);
    put(at, ~(int) sum);
  }

  private int u16(int at) {
    return (frame[at] & 0xff) << 8 | frame[at + 1] & 0xff;
  }

  private void put(int at, int value) {
    frame[at] = (byte) (value >>> 8);
    frame[at + 1] = (byte) value;
  }
}
