package io.ringwall.plugin.pcap.packet;

import java.nio.ByteBuffer;

/** The packet that an ICMP error is about, as far as it is quoted. */
public final class QuotedHeader {
  long sourceHigh;
  long sourceLow;
  long destinationHigh;
  long destinationLow;
  int protocol;
  int sourcePort;
  int destinationPort;
  int icmpType;
  int icmpCode;

  QuotedHeader() {}

  /** Reads an IPv4 header and the 8 bytes behind it; false when it is not there. */
  boolean readIpv4(ByteBuffer data, int at, int end) {
    if (end - at < 28 || (data.get(at) & 0xf0) != 0x40) {
      return false;
    }
    int header = (data.get(at) & 0xf) * 4;
    boolean later = (data.getShort(at + 6) & 0x1fff) != 0;
    if (header < 20 || later || end - at < header + 8) {
      return false;
    }
    sourceHigh = 0;
    sourceLow = Packet.mapped(data.getInt(at + 12));
    destinationHigh = 0;
    destinationLow = Packet.mapped(data.getInt(at + 16));
    protocol = data.get(at + 9) & 0xff;
    readPorts(data, at + header);
    return true;
  }

  /** Reads an IPv6 header without extension headers, and the 8 bytes behind it. */
  boolean readIpv6(ByteBuffer data, int at, int end) {
    if (end - at < 48 || (data.get(at) & 0xf0) != 0x60) {
      return false;
    }
    sourceHigh = data.getLong(at + 8);
    sourceLow = data.getLong(at + 16);
    destinationHigh = data.getLong(at + 24);
    destinationLow = data.getLong(at + 32);
    protocol = data.get(at + 6) & 0xff;
    readPorts(data, at + 40);
    return true;
  }

  private void readPorts(ByteBuffer data, int at) {
    boolean ports = PacketDecoder.hasPorts(protocol);
    boolean icmp = protocol == IpProtocol.ICMP || protocol == IpProtocol.ICMPV6;
    sourcePort = ports ? data.getShort(at) & 0xffff : 0;
    destinationPort = ports ? data.getShort(at + 2) & 0xffff : 0;
    icmpType = icmp ? data.get(at) & 0xff : 0;
    icmpCode = icmp ? data.get(at + 1) & 0xff : 0;
  }

  /** Upper half of the quoted source address. */
  public long sourceHigh() {
    return sourceHigh;
  }

  /** Lower half of the quoted source address. */
  public long sourceLow() {
    return sourceLow;
  }

  /** Upper half of the quoted destination address. */
  public long destinationHigh() {
    return destinationHigh;
  }

  /** Lower half of the quoted destination address. */
  public long destinationLow() {
    return destinationLow;
  }

  /** The quoted protocol. */
  public int protocol() {
    return protocol;
  }

  /** The quoted source port. */
  public int sourcePort() {
    return sourcePort;
  }

  /** The quoted destination port. */
  public int destinationPort() {
    return destinationPort;
  }

  /** Type of a quoted ICMP message. */
  public int icmpType() {
    return icmpType;
  }

  /** Code of a quoted ICMP message. */
  public int icmpCode() {
    return icmpCode;
  }
}
