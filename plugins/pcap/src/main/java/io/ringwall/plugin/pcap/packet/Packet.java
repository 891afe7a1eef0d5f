package io.ringwall.plugin.pcap.packet;

import java.nio.ByteBuffer;

/**
 * What a {@link PacketDecoder} found in a record: the innermost addresses and ports, and where the
 * payload is. A cursor, filled anew for each record, so that decoding allocates nothing. Not
 * thread-safe.
 */
public final class Packet {
  /** TCP flag. */
  public static final int FIN = 0x01;

  /** TCP flag. */
  public static final int SYN = 0x02;

  /** TCP flag. */
  public static final int RST = 0x04;

  /** TCP flag. */
  public static final int ACK = 0x10;

  /** TCP flag. */
  public static final int URG = 0x20;

  /** A hardware address that was not seen. */
  public static final long NO_MAC = -1;

  private static final int TLS_HANDSHAKE = 22;
  private static final int TLS_MAJOR = 3;
  private static final int TLS_MESSAGE = 5;
  private static final int TLS_CLIENT_HELLO = 1;
  private static final int TLS_VERSION = 9;

  private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

  long timeNanos;
  boolean ipv4;
  long sourceHigh;
  long sourceLow;
  long destinationHigh;
  long destinationLow;
  int protocol;
  int sourcePort;
  int destinationPort;
  int tcpFlags;
  int sequence;
  int acknowledgement;
  int window;
  int icmpType;
  int icmpCode;
  int arpOperation;
  ByteBuffer data = NOTHING;
  int payloadStart;
  int payloadLength;
  long wireLength;
  long context;
  int vlan;
  long sourceMac;
  long destinationMac;
  int fragments;
  boolean quoting;
  final QuotedHeader quoted = new QuotedHeader();

  /** A cursor that has nothing yet. */
  public Packet() {}

  void clear(long time) {
    timeNanos = time;
    sourceHigh = 0;
    sourceLow = 0;
    destinationHigh = 0;
    destinationLow = 0;
    protocol = -1;
    clearPorts();
    context = 0;
    vlan = 0;
    sourceMac = NO_MAC;
    destinationMac = NO_MAC;
    fragments = 1;
  }

  void clearPorts() {
    sourcePort = 0;
    destinationPort = 0;
    tcpFlags = 0;
    icmpType = 0;
    icmpCode = 0;
    payloadLength = 0;
    wireLength = 0;
    quoting = false;
  }

  /** Lower half of an IPv4 address in the form of IPv6; the upper half is 0. */
  public static long mapped(int ipv4) {
    return 0xffffL << 32 | (ipv4 & 0xffff_ffffL);
  }

  /** Nanoseconds since 1970, as the capture says. */
  public long timeNanos() {
    return timeNanos;
  }

  /** Upper half of the source address; IPv4 is mapped. */
  public long sourceHigh() {
    return sourceHigh;
  }

  /** Lower half of the source address. */
  public long sourceLow() {
    return sourceLow;
  }

  /** Upper half of the destination address. */
  public long destinationHigh() {
    return destinationHigh;
  }

  /** Lower half of the destination address. */
  public long destinationLow() {
    return destinationLow;
  }

  /** Protocol above IP, of {@link IpProtocol}. */
  public int protocol() {
    return protocol;
  }

  /** Source port, 0 where the protocol has none. */
  public int sourcePort() {
    return sourcePort;
  }

  /** Destination port, 0 where the protocol has none. */
  public int destinationPort() {
    return destinationPort;
  }

  /** TCP's flags. */
  public int tcpFlags() {
    return tcpFlags;
  }

  /** Is this TCP flag set. */
  public boolean has(int flag) {
    return (tcpFlags & flag) != 0;
  }

  /** TCP sequence number. */
  public int sequence() {
    return sequence;
  }

  /** TCP acknowledgement number. */
  public int acknowledgement() {
    return acknowledgement;
  }

  /** TCP window, unscaled. */
  public int window() {
    return window;
  }

  /** ICMP type. */
  public int icmpType() {
    return icmpType;
  }

  /** ICMP code. */
  public int icmpCode() {
    return icmpCode;
  }

  /** ARP operation: 1 request, 2 reply. */
  public int arpOperation() {
    return arpOperation;
  }

  /** Where the payload's bytes are. */
  public ByteBuffer data() {
    return data;
  }

  /** Index of the first byte above the transport header. */
  public int payloadStart() {
    return payloadStart;
  }

  /** How many payload bytes were captured. */
  public int payloadLength() {
    return payloadLength;
  }

  /** Does its payload begin as that of who offers TLS: from here on the connection is encrypted. */
  public boolean offersTls() {
    return offersTls(data, payloadStart, payloadStart + payloadLength);
  }

  /** The same of some bytes: is there the head of a TLS record with a ClientHello. */
  public static boolean offersTls(ByteBuffer data, int start, int end) {
    return end - start > TLS_VERSION
        && data.get(start) == TLS_HANDSHAKE
        && data.get(start + 1) == TLS_MAJOR
        && data.get(start + TLS_MESSAGE) == TLS_CLIENT_HELLO
        && data.get(start + TLS_VERSION) == TLS_MAJOR;
  }

  /** How many payload bytes were on the wire. */
  public long wireLength() {
    return wireLength;
  }

  /**
   * Identifies the VLANs and tunnels around the packet, the same in both directions; 0 for none.
   */
  public long context() {
    return context;
  }

  /** The innermost VLAN, 0 for none. */
  public int vlan() {
    return vlan;
  }

  /** Hardware address of the sender, in 48 bits, or {@link #NO_MAC}. */
  public long sourceMac() {
    return sourceMac;
  }

  /** Hardware address of the receiver, in 48 bits, or {@link #NO_MAC}. */
  public long destinationMac() {
    return destinationMac;
  }

  /** How many IP packets this was put together from. */
  public int fragments() {
    return fragments;
  }

  /** Is it an ICMP error with a readable {@link #quoted()} header. */
  public boolean quoting() {
    return quoting;
  }

  /** The header that an ICMP error quotes: valid when {@link #quoting()}. */
  public QuotedHeader quoted() {
    return quoted;
  }
}
