package io.ringwall.plugin.pcap.flow;

import io.ringwall.plugin.pcap.packet.IpProtocol;

/** Which ICMP types are question and answer. */
final class IcmpPairs {
  private IcmpPairs() {}

  /** The question's type for either of a pair, or -1 for a message without counterpart. */
  static int request(int protocol, int type) {
    return protocol == IpProtocol.ICMP ? request4(type) : request6(type);
  }

  private static int request4(int type) {
    return switch (type) {
      case 0, 8 -> 8;
      case 9, 10 -> 10;
      case 13, 14 -> 13;
      case 15, 16 -> 15;
      case 17, 18 -> 17;
      default -> -1;
    };
  }

  private static int request6(int type) {
    return switch (type) {
      case 128, 129 -> 128;
      case 130, 131 -> 130;
      case 133, 134 -> 133;
      case 135, 136 -> 135;
      case 139, 140 -> 139;
      case 144, 145 -> 144;
      default -> -1;
    };
  }
}
