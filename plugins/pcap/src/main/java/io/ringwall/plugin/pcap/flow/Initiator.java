package io.ringwall.plugin.pcap.flow;

import io.ringwall.plugin.pcap.packet.IpProtocol;
import io.ringwall.plugin.pcap.packet.Packet;

/** Judges by its first packet who began a flow. */
final class Initiator {
  private static final int PRIVILEGED = 1024;
  private static final int EPHEMERAL = 32_768;
  private static final long MAPPED = 0x0000_ffffL << 32;

  private Initiator() {}

  /** Is the sender of this first packet the responder. */
  static boolean flipped(FlowKey key, Packet packet) {
    if (isGroup(key.destinationHigh, key.destinationLow)) {
      return false;
    }
    return switch (key.protocol) {
      case IpProtocol.TCP -> tcpFlipped(key, packet);
      case IpProtocol.UDP, IpProtocol.UDP_LITE -> udpFlipped(key.sourcePort, key.destinationPort);
      case IpProtocol.ICMP, IpProtocol.ICMPV6 -> key.icmpReply;
      case IpProtocol.ARP -> packet.arpOperation() == 2;
      default -> false;
    };
  }

  private static boolean tcpFlipped(FlowKey key, Packet packet) {
    if (packet.has(Packet.SYN)) {
      return packet.has(Packet.ACK);
    }
    // A first reset answers something that was not seen: back-scatter is charged to nobody.
    return packet.has(Packet.RST) || isService(key.sourcePort, key.destinationPort);
  }

  /** Does a mid-stream packet come from the service's end: the other port is the ephemeral one. */
  private static boolean isService(int source, int destination) {
    if (source < PRIVILEGED || destination < PRIVILEGED) {
      return source < PRIVILEGED && destination >= PRIVILEGED;
    }
    boolean sourceKnown = KnownPorts.isTcpService(source);
    boolean destinationKnown = KnownPorts.isTcpService(destination);
    if (sourceKnown != destinationKnown) {
      return sourceKnown;
    }
    return source < EPHEMERAL && destination >= EPHEMERAL;
  }

  /** An answer whose question was not seen. */
  private static boolean udpFlipped(int source, int destination) {
    boolean privileged = source < PRIVILEGED && source > 0;
    return (privileged || KnownPorts.isUdpReflector(source))
        && destination >= PRIVILEGED
        && !KnownPorts.isUdpReflector(destination);
  }

  /** Multicast and broadcast begin nothing. */
  private static boolean isGroup(long high, long low) {
    boolean ipv4 = high == 0 && low >>> 32 == MAPPED >>> 32;
    int first = (int) (low >>> 24) & 0xff;
    return ipv4 ? first >>> 4 == 0xe || (int) low == -1 : high >>> 56 == 0xff;
  }
}
