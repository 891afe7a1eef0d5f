package io.ringwall.plugin.pcap.packet;

import io.ringwall.plugin.pcap.tally.Tally;

/** What lies above IP: TCP, UDP, ICMP, and the start of tunnels. */
final class TransportLayer {
  private final Cursor cursor;
  private final Packet packet;
  private final Tunnels tunnels;
  private final Tally tally;

  TransportLayer(Cursor cursor, Packet packet, Tunnels tunnels, Tally tally) {
    this.cursor = cursor;
    this.packet = packet;
    this.tunnels = tunnels;
    this.tally = tally;
  }

  int decode() {
    packet.clearPorts();
    return switch (cursor.type) {
      case IpProtocol.TCP -> tcp();
      case IpProtocol.UDP, IpProtocol.UDP_LITE -> udp();
      case IpProtocol.SCTP, IpProtocol.DCCP -> ports();
      case IpProtocol.ICMP, IpProtocol.ICMPV6 -> icmp();
      case IpProtocol.IPV4 -> tunnels.ip(Cursor.IPV4, payload(0));
      case IpProtocol.IPV6 -> tunnels.ip(Cursor.IPV6, payload(0));
      case IpProtocol.GRE -> tunnels.gre(payload(0));
      default -> payload(0);
    };
  }

  /** The payload begins behind this many bytes. */
  private int payload(int header) {
    packet.data = cursor.data;
    packet.payloadStart = Math.min(cursor.at + header, cursor.end);
    packet.payloadLength = cursor.end - packet.payloadStart;
    packet.wireLength = Math.max(0, cursor.wireEnd - cursor.at - header);
    return Cursor.DONE;
  }

  private boolean readPorts() {
    if (cursor.lacks(4)) {
      return false;
    }
    int ports = cursor.i32(0);
    packet.sourcePort = ports >>> 16;
    packet.destinationPort = ports & 0xffff;
    return true;
  }

  private int ports() {
    return readPorts() ? payload(packet.protocol == IpProtocol.SCTP ? 12 : 16) : failed("port-cut");
  }

  private int tcp() {
    if (cursor.lacks(14)) {
      return failed("tcp-cut");
    }
    long first = cursor.i64(0);
    // Of a header cut at the snap length, the window may be missing.
    long last = cursor.i64(6);
    packet.sourcePort = (int) (first >>> 48);
    packet.destinationPort = (int) (first >>> 32) & 0xffff;
    int header = (int) (last >>> 12 & 0xf) * 4;
    if (header < 20) {
      return failed("tcp-header-length");
    }
    packet.sequence = (int) first;
    packet.acknowledgement = (int) (last >>> 16);
    packet.tcpFlags = (int) last & 0xff;
    packet.window = cursor.lacks(16) ? 1 : cursor.u16(14);
    if (cursor.wireEnd - cursor.at < header) {
      return failed("tcp-header-length");
    }
    return payload(header);
  }

  private int udp() {
    if (!readPorts()) {
      return failed("udp-cut");
    }
    int length = cursor.lacks(6) ? 0 : cursor.u16(4);
    // A length of 0 is allowed in jumbograms; one beyond the packet is not believed.
    if (length >= 8 && cursor.at + length < cursor.wireEnd) {
      cursor.wireEnd = (long) cursor.at + length;
      cursor.end = Math.min(cursor.end, cursor.at + length);
    } else if (length > 0 && length < 8) {
      tally.malformed("udp-length");
    }
    payload(8);
    return packet.protocol == IpProtocol.UDP ? tunnels.udp() : Cursor.DONE;
  }

  private int icmp() {
    if (cursor.lacks(2)) {
      return failed("icmp-cut");
    }
    packet.icmpType = cursor.u8(0);
    packet.icmpCode = cursor.u8(1);
    boolean four = packet.protocol == IpProtocol.ICMP;
    if (four ? isError4(packet) : isError6(packet.icmpType)) {
      int at = cursor.at + 8;
      packet.quoting =
          four
              ? packet.quoted.readIpv4(cursor.data, at, cursor.end)
              : packet.quoted.readIpv6(cursor.data, at, cursor.end);
    }
    return payload(8);
  }

  /** Unreachable (but not "fragmentation needed"), time exceeded, parameter problem. */
  private static boolean isError4(Packet packet) {
    return switch (packet.icmpType) {
      case 3 -> packet.icmpCode != 4;
      case 11, 12 -> true;
      default -> false;
    };
  }

  /** The same for ICMPv6; "packet too big" (2) is part of a working connection. */
  private static boolean isError6(int type) {
    return type == 1 || type == 3 || type == 4;
  }

  private int failed(String reason) {
    tally.malformed(reason);
    return Cursor.FAILED;
  }
}
