package io.ringwall.bench.packet;

import io.ringwall.sdk.event.IpAddress;

/** Lays out frames: Ethernet, IPv4 (RFC 791) and IPv6 (RFC 8200), checksums (RFC 1071). */
final class Frames {
  static final int ICMP = 1;
  static final int IGMP = 2;
  static final int TCP = 6;
  static final int UDP = 17;
  static final int ICMPV6 = 58;
  static final int IPV4_TYPE = 0x0800;
  static final int IPV6_TYPE = 0x86dd;
  static final int ARP_TYPE = 0x0806;

  private static final int DO_NOT_FRAGMENT = 0x4000;
  private static final byte[] ROUTER_ALERT = {(byte) 0x94, 4, 0, 0};

  private Frames() {}

  static byte[] ethernet(long from, long to, int type, byte[] payload) {
    return new Bytes().u48(to).u48(from).u16(type).raw(payload).toArray();
  }

  /** A frame with one IP packet in it. */
  static byte[] ip(Station from, Station to, int protocol, int identification, byte[] payload) {
    boolean ipv4 = from.address().isIpv4();
    byte[] packet =
        ipv4
            ? ipv4(from.address(), to.address(), protocol, identification, 64, payload)
            : ipv6(from.address(), to.address(), protocol, 64, payload);
    return ethernet(from.mac(), to.mac(), ipv4 ? IPV4_TYPE : IPV6_TYPE, packet);
  }

  static byte[] ipv4(
      IpAddress from, IpAddress to, int protocol, int identification, int hops, byte[] payload) {
    boolean alert = protocol == IGMP;
    int words = alert ? 6 : 5;
    Bytes header =
        new Bytes()
            .u8(0x40 | words)
            .u8(0)
            .u16(4 * words + payload.length)
            .u16(identification)
            .u16(DO_NOT_FRAGMENT)
            .u8(hops)
            .u8(protocol)
            .u16(0)
            .raw(from.toBytes())
            .raw(to.toBytes())
            .raw(alert ? ROUTER_ALERT : new byte[0]);
    byte[] bytes = header.toArray();
    put(bytes, 10, checksum(0, bytes));
    return new Bytes().raw(bytes).raw(payload).toArray();
  }

  static byte[] ipv6(IpAddress from, IpAddress to, int next, int hops, byte[] payload) {
    return new Bytes()
        .u32(0x6000_0000L)
        .u16(payload.length)
        .u8(next)
        .u8(hops)
        .raw(from.toBytes())
        .raw(to.toBytes())
        .raw(payload)
        .toArray();
  }

  static byte[] udp(IpAddress from, IpAddress to, int source, int destination, byte[] payload) {
    byte[] datagram =
        new Bytes()
            .u16(source)
            .u16(destination)
            .u16(8 + payload.length)
            .u16(0)
            .raw(payload)
            .toArray();
    int sum = checksum(pseudoHeader(from, to, UDP, datagram.length), datagram);
    put(datagram, 6, sum == 0 ? 0xffff : sum);
    return datagram;
  }

  /** An ICMP message whose first four bytes of body follow the checksum. */
  static byte[] icmp(IpAddress from, IpAddress to, int type, int code, byte[] body) {
    byte[] message = new Bytes().u8(type).u8(code).u16(0).raw(body).toArray();
    long start = from.isIpv4() ? 0 : pseudoHeader(from, to, ICMPV6, message.length);
    put(message, 2, checksum(start, message));
    return message;
  }

  static long pseudoHeader(IpAddress from, IpAddress to, int protocol, int length) {
    byte[] addresses = new Bytes().raw(from.toBytes()).raw(to.toBytes()).toArray();
    return sum(protocol + length, addresses);
  }

  static int checksum(long start, byte[] bytes) {
    long sum = sum(start, bytes);
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return (int) ~sum & 0xffff;
  }

  private static long sum(long start, byte[] bytes) {
    long sum = start;
    for (int i = 0; i < bytes.length; i++) {
      sum += (long) (bytes[i] & 0xff) << (i % 2 == 0 ? 8 : 0);
    }
    return sum;
  }

  static void put(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >> 8);
    bytes[at + 1] = (byte) value;
  }
}
