package io.ringwall.plugin.pcap.flow;

import io.ringwall.plugin.pcap.packet.IpProtocol;
import io.ringwall.plugin.pcap.packet.Packet;
import io.ringwall.plugin.pcap.packet.QuotedHeader;
import java.nio.ByteBuffer;

/**
 * What flows are told apart by, seen from the sender of one packet. A cursor, filled anew for each
 * packet. For ICMP, type and code stand in for ports.
 */
final class FlowKey {
  /** Second port of one-way ICMP messages, so that the two directions stay apart. */
  static final int ONE_WAY = 0xffff;

  /** Port of the end that is asked, so that who asks whom is part of the key. */
  static final int ASKED = 0xfffe;

  private static final int ETHERTYPE_IPV4 = 0x0800;
  private static final int ETHERTYPE_IPV6 = 0x86dd;

  /** Where ports are in an Ethernet frame when there are no options. */
  private static final int IPV4_PORTS = 34;

  private static final int IPV6_PORTS = 54;

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

  /**
   * Looks at an Ethernet frame where TCP and UDP have their fields in nearly all of them, and no
   * further: what it tells may be wrong.
   *
   * @return false when the frame is another one, or the buffer ends before
   */
  boolean guess(ByteBuffer data, int frame) {
    if (frame + IPV6_PORTS + 4 > data.limit()) {
      return false;
    }
    int type = data.getShort(frame + 12) & 0xffff;
    int at;
    int number;
    if (type == ETHERTYPE_IPV4) {
      sourceHigh = 0;
      sourceLow = Packet.mapped(data.getInt(frame + 26));
      destinationHigh = 0;
      destinationLow = Packet.mapped(data.getInt(frame + 30));
      number = data.get(frame + 23);
      at = frame + IPV4_PORTS;
    } else if (type == ETHERTYPE_IPV6) {
      sourceHigh = data.getLong(frame + 22);
      sourceLow = data.getLong(frame + 30);
      destinationHigh = data.getLong(frame + 38);
      destinationLow = data.getLong(frame + 46);
      number = data.get(frame + 20);
      at = frame + IPV6_PORTS;
    } else {
      return false;
    }
    context = 0;
    protocol = number;
    sourcePort = data.getShort(at) & 0xffff;
    destinationPort = data.getShort(at + 2) & 0xffff;
    return number == IpProtocol.TCP || number == IpProtocol.UDP;
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
