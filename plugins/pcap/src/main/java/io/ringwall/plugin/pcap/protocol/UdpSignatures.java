package io.ringwall.plugin.pcap.protocol;

import org.jspecify.annotations.Nullable;

/** Tells the protocol of a datagram by its content, and its port where content alone is weak. */
final class UdpSignatures {
  private static final String[] SIP = {"INVITE sip:", "REGISTER sip:", "OPTIONS sip:", "SIP/2.0 "};

  private UdpSignatures() {}

  /**
   * Name of the protocol, or null.
   *
   * @param datagram its first bytes
   * @param port the responder's port
   */
  static @Nullable String of(Prefix datagram, int port) {
    if (isStun(datagram)) {
      return "stun";
    }
    if (isSsdp(datagram)) {
      return "ssdp";
    }
    if (datagram.startsWithAny(SIP)) {
      return "sip";
    }
    if (isDtls(datagram)) {
      return "dtls";
    }
    if (datagram.startsWith("d1:") && datagram.length() > 20) {
      return "bittorrent";
    }
    return byPort(datagram, port);
  }

  private static boolean isStun(Prefix datagram) {
    return datagram.u32(4) == 0x2112_a442L
        && datagram.u8(0) < 4
        && datagram.length() >= 20
        && datagram.u16(2) % 4 == 0;
  }

  private static boolean isSsdp(Prefix datagram) {
    return datagram.startsWith("M-SEARCH * HTTP/1.1") || datagram.startsWith("NOTIFY * HTTP/1.1");
  }

  private static boolean isDtls(Prefix datagram) {
    boolean version = datagram.u16(1) == 0xfeff || datagram.u16(1) == 0xfefd;
    return version && datagram.u8(0) >= 20 && datagram.u8(0) <= 25;
  }

  private static @Nullable String byPort(Prefix datagram, int port) {
    return switch (port) {
      case 67, 68 -> datagram.u32(236) == 0x6382_5363L ? "dhcp" : null;
      case 69 -> datagram.u16(0) >= 1 && datagram.u16(0) <= 5 ? "tftp" : null;
      case 88 -> datagram.u8(0) >= 0x6a && datagram.u8(0) <= 0x7e ? "kerberos" : null;
      case 123 -> isNtp(datagram) ? "ntp" : null;
      case 137 -> datagram.length() >= 12 ? "netbios-ns" : null;
      case 138 -> datagram.u8(0) >= 0x10 && datagram.u8(0) <= 0x16 ? "netbios-dgm" : null;
      case 161, 162 -> datagram.u8(0) == 0x30 ? "snmp" : null;
      case 389 -> datagram.u8(0) == 0x30 ? "cldap" : null;
      case 500, 4500 -> datagram.u8(17) == 0x10 || datagram.u8(17) == 0x20 ? "ike" : null;
      case 514 -> datagram.u8(0) == '<' ? "syslog" : null;
      case 1812, 1813 -> datagram.u16(2) == datagram.length() ? "radius" : null;
      case 8125 -> datagram.firstLineHas("|") ? "statsd" : null;
      case 25826 -> datagram.u16(0) == 0 ? "collectd" : null;
      default -> null;
    };
  }

  private static boolean isNtp(Prefix datagram) {
    int version = datagram.u8(0) >> 3 & 7;
    return version >= 1 && version <= 4 && datagram.length() >= 8;
  }
}
