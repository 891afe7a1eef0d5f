package io.ringwall.plugin.pcap.packet;

/**
 * What carries packets inside packets. A tunnel is entered only where its header makes sense; else
 * the packet stays one of the outer flow.
 */
final class Tunnels {
  private static final int VXLAN = 4789;
  private static final int VXLAN_LINUX = 8472;
  private static final int GENEVE = 6081;
  private static final int TEREDO = 3544;
  private static final int GTP_U = 2152;

  private final Cursor cursor;
  private final Packet packet;

  Tunnels(Cursor cursor, Packet packet) {
    this.cursor = cursor;
    this.packet = packet;
  }

  /** IP directly inside IP; the outer payload has been noted already. */
  int ip(int layer, int done) {
    int version = layer == Cursor.IPV4 ? 4 : 6;
    boolean sensible = !cursor.lacks(version == 4 ? 20 : 40) && cursor.u8(0) >> 4 == version;
    return sensible ? enter(layer, 0, version) : done;
  }

  private int enter(int layer, int skip, long identifier) {
    packet.context =
        Context.with(
            Context.with(packet.context, identifier),
            packet.sourceHigh,
            packet.sourceLow,
            packet.destinationHigh,
            packet.destinationLow);
    return cursor.layer(layer, skip);
  }

  int gre(int done) {
    if (cursor.lacks(4)) {
      return done;
    }
    int flags = cursor.u16(0);
    int type = cursor.u16(2);
    boolean routed = (flags & 0x4000) != 0;
    int header = greHeader(flags);
    if (routed || cursor.lacks(header)) {
      return done;
    }
    boolean sequenced = (flags & 0x1000) != 0;
    return switch (type) {
      case 0x0800 -> behindGre(Cursor.IPV4, header);
      case 0x86dd -> behindGre(Cursor.IPV6, header);
      case 0x6558 -> behindGre(Cursor.ETHERNET, header);
      case 0x8847, 0x8848 -> behindGre(Cursor.MPLS, header);
      case 0x880b -> behindGre(Cursor.PPP, header);
      case 0x88be -> behindGre(Cursor.ETHERNET, header + (sequenced ? 8 : 0));
      case 0x22eb -> erspan3(header);
      default -> done;
    };
  }

  /** Length of the header by its flags (RFC 2890; version 1: RFC 2637). */
  private static int greHeader(int flags) {
    int header = 4;
    header += (flags & 0x8000) != 0 ? 4 : 0;
    header += (flags & 0x2000) != 0 ? 4 : 0;
    header += (flags & 0x1000) != 0 ? 4 : 0;
    boolean version1 = (flags & 7) == 1;
    return header + (version1 && (flags & 0x80) != 0 ? 4 : 0);
  }

  private int behindGre(int layer, int header) {
    return cursor.lacks(header) ? Cursor.DONE : enter(layer, header, IpProtocol.GRE);
  }

  private int erspan3(int header) {
    if (cursor.lacks(header + 12)) {
      return Cursor.DONE;
    }
    boolean platformHeader = (cursor.u8(header + 11) & 1) != 0;
    return behindGre(Cursor.ETHERNET, header + 12 + (platformHeader ? 8 : 0));
  }

  /** Tunnels over UDP, told by the destination port. */
  int udp() {
    return switch (packet.destinationPort) {
      case VXLAN, VXLAN_LINUX -> vxlan();
      case GENEVE -> geneve();
      case GTP_U -> gtp();
      case TEREDO -> teredo();
      default -> packet.sourcePort == TEREDO ? teredo() : Cursor.DONE;
    };
  }

  private int vxlan() {
    boolean sensible = !cursor.lacks(8 + 8 + 14) && (cursor.u8(8) & 0x08) != 0;
    return sensible ? enter(Cursor.ETHERNET, 16, cursor.i32(12) >>> 8) : Cursor.DONE;
  }

  private int geneve() {
    if (cursor.lacks(16)) {
      return Cursor.DONE;
    }
    int version = cursor.u8(8) >> 6;
    int header = 8 + 8 + (cursor.u8(8) & 0x3f) * 4;
    if (version != 0 || cursor.lacks(header)) {
      return Cursor.DONE;
    }
    long network = cursor.i32(12) >>> 8 & 0xff_ffffL;
    return switch (cursor.u16(10)) {
      case 0x6558 -> enter(Cursor.ETHERNET, header, network);
      case 0x0800 -> enter(Cursor.IPV4, header, network);
      case 0x86dd -> enter(Cursor.IPV6, header, network);
      default -> Cursor.DONE;
    };
  }

  /** GTP-U version 1 (3GPP TS 29.281, 5.1): only G-PDU carries a packet. */
  private int gtp() {
    boolean userPacket = !cursor.lacks(16) && cursor.u8(8) >> 4 == 3 && cursor.u8(9) == 0xff;
    if (!userPacket) {
      return Cursor.DONE;
    }
    int header = 16;
    boolean extended = (cursor.u8(8) & 7) != 0;
    if (extended) {
      header = gtpExtensions();
    }
    boolean sensible = header > 0 && !cursor.lacks(header + 20);
    return sensible && isIp(header) ? enter(Cursor.IP, header, GTP_U) : Cursor.DONE;
  }

  private int gtpExtensions() {
    if (cursor.lacks(20)) {
      return -1;
    }
    boolean chained = (cursor.u8(8) & 4) != 0;
    int header = 20;
    int next = chained ? cursor.u8(19) : 0;
    while (next != 0) {
      int length = cursor.lacks(header + 1) ? 0 : cursor.u8(header) * 4;
      if (length == 0 || cursor.lacks(header + length)) {
        return -1;
      }
      header += length;
      next = cursor.u8(header - 1);
    }
    return header;
  }

  private boolean isIp(int offset) {
    int version = cursor.u8(offset) >> 4;
    return version == 4 || version == 6;
  }

  /** Teredo (RFC 4380, 5.1.1): authentication and origin indication may precede the packet. */
  private int teredo() {
    int header = 8;
    if (!cursor.lacks(header + 4) && cursor.u16(header) == 1) {
      header += 4 + cursor.u8(header + 2) + cursor.u8(header + 3) + 9;
    }
    if (!cursor.lacks(header + 8) && cursor.u16(header) == 0) {
      header += 8;
    }
    if (cursor.lacks(header + 40) || cursor.u8(header) >> 4 != 6) {
      return Cursor.DONE;
    }
    boolean exact = (long) cursor.at + header + 40 + cursor.u16(header + 4) == cursor.wireEnd;
    // Servers and relays differ between directions, so the outer addresses are left out.
    return exact ? cursor.layer(Cursor.IPV6, header) : Cursor.DONE;
  }
}
