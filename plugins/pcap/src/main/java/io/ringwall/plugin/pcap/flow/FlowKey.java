package io.ringwall.plugin.pcap.flow;

import io.ringwall.plugin.pcap.packet.IpProtocol;
import io.ringwall.plugin.pcap.packet.Packet;
import io.ringwall.plugin.pcap.packet.QuotedHeader;

/**
 * What flows are told apart by, seen from the sender of one packet. A cursor, filled anew for each
 * packet. For ICMP, type and code stand in for ports.
 */
final class FlowKey {
  /** Second port of one-way ICMP messages, so that the two directions stay apart. */
  static final int ONE_WAY = 0xffff;

  /** Port of the end that is asked, so that who asks whom is part of the key. */
  static final int ASKED = 0xfffe;

  long sourceHigh;
  long sourceLow;
  long destinationHigh;
  long destinationLow;
  long context;
  int sourcePort;
  int destinationPort;
  int protocol;

  /** Is the packet an ICMP reply, so that its sender is not who began. */
  boolean icmpReply;

  /** Set by the table: was the flow begun by the other end. */
  boolean reversed;

  void of(Packet packet) {
    sourceHigh = packet.sourceHigh();
    sourceLow = packet.sourceLow();
    destinationHigh = packet.destinationHigh();
    destinationLow = packet.destinationLow();
    context = packet.context();
    ports(
        packet.protocol(),
        packet.sourcePort(),
        packet.destinationPort(),
        packet.icmpType(),
        packet.icmpCode());
  }

  void of(QuotedHeader quoted, long surroundings) {
    sourceHigh = quoted.sourceHigh();
    sourceLow = quoted.sourceLow();
    destinationHigh = quoted.destinationHigh();
    destinationLow = quoted.destinationLow();
    context = surroundings;
    ports(
        quoted.protocol(),
        quoted.sourcePort(),
        quoted.destinationPort(),
        quoted.icmpType(),
        quoted.icmpCode());
  }

  private void ports(int number, int source, int destination, int type, int code) {
    protocol = number;
    sourcePort = source;
    destinationPort = destination;
    icmpReply = false;
    if (number == IpProtocol.ICMP || number == IpProtocol.ICMPV6) {
      int request = IcmpPairs.request(number, type);
      icmpReply = request >= 0 && request != type;
      int asking = request >= 0 ? request << 8 : type << 8 | code;
      int asked = request >= 0 ? ASKED : ONE_WAY;
      sourcePort = icmpReply ? asked : asking;
      destinationPort = icmpReply ? asking : asked;
    }
  }

  /** The same for both directions. */
  int hash() {
    long one = mix(sourceHigh * 31 + sourceLow + ((long) sourcePort << 40));
    long other = mix(destinationHigh * 31 + destinationLow + ((long) destinationPort << 40));
    long hash = mix(one + other + context + protocol);
    return (int) (hash >>> 32);
  }

  private static long mix(long value) {
    long mixed = (value ^ value >>> 32) * 0xd6e8feb86659fd93L;
    mixed = (mixed ^ mixed >>> 32) * 0xd6e8feb86659fd93L;
    return mixed ^ mixed >>> 32;
  }
}
