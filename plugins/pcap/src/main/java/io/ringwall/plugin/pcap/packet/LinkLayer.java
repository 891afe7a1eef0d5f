package io.ringwall.plugin.pcap.packet;

import io.ringwall.plugin.pcap.capture.PacketRecord;
import io.ringwall.plugin.pcap.tally.Tally;

/** The layers below IP: link types of captures, ethertypes, LLC, MPLS, PPP. */
final class LinkLayer {
  private static final int ETHERTYPE_IPV4 = 0x0800;
  private static final int ETHERTYPE_ARP = 0x0806;
  private static final int ETHERTYPE_IPV6 = 0x86dd;
  private static final int MAX_LENGTH_FIELD = 1500;

  private final Cursor cursor;
  private final Packet packet;
  private final Tally tally;

  LinkLayer(Cursor cursor, Packet packet, Tally tally) {
    this.cursor = cursor;
    this.packet = packet;
    this.tally = tally;
  }

  /** Says what the outermost layer of a record is (LINKTYPE_ registry of tcpdump.org). */
  int outermost(PacketRecord record) {
    within(record.vlan());
    return switch (record.linkType()) {
      case 1 -> Cursor.ETHERNET;
      case 12, 14, 101 -> Cursor.IP;
      case 228 -> Cursor.IPV4;
      case 229 -> Cursor.IPV6;
      case 0, 108 -> loopback();
      case 9, 50 -> Cursor.PPP;
      case 104 -> ciscoHdlc();
      case 113 -> linuxCooked();
      case 276 -> linuxCooked2();
      case 239 -> netfilterLog(record.littleEndian());
      default -> unknown(record.linkType());
    };
  }

  private int unknown(int linkType) {
    tally.dropped("link-type-" + linkType, 1);
    return Cursor.PASSED;
  }

  /** One layer whose kind the cursor was told. */
  int ethernet() {
    if (cursor.lacks(14)) {
      return cut("ethernet-cut");
    }
    long first = cursor.i64(0);
    long last = cursor.i64(6);
    packet.destinationMac = first >>> 16;
    packet.sourceMac = last >>> 16;
    return cursor.ethertype((int) last & 0xffff, 14);
  }

  private long mac(int offset) {
    return (long) cursor.u16(offset) << 32 | (cursor.i32(offset + 2) & 0xffff_ffffL);
  }

  int ethertype() {
    return switch (cursor.type) {
      case ETHERTYPE_IPV4 -> Cursor.IPV4;
      case ETHERTYPE_IPV6 -> Cursor.IPV6;
      case ETHERTYPE_ARP -> arp();
      case 0x8100, 0x88a8, 0x9100, 0x9200 -> vlan();
      case 0x8847, 0x8848 -> Cursor.MPLS;
      case 0x8864 -> pppoe();
      case 0x880b -> Cursor.PPP;
      case 0x6558 -> Cursor.ETHERNET;
      default -> cursor.type <= MAX_LENGTH_FIELD ? lengthField() : Cursor.PASSED;
    };
  }

  private int lengthField() {
    int length = cursor.type;
    if (length > 0 && cursor.at + length < cursor.end) {
      cursor.end = cursor.at + length;
    }
    return Cursor.LLC;
  }

  private int vlan() {
    if (cursor.lacks(4)) {
      return cut("vlan-cut");
    }
    within(cursor.u16(0) & 0xfff);
    return cursor.ethertype(cursor.u16(2), 4);
  }

  /** Tags that only say a priority have no number, and are not a network of their own. */
  private void within(int vlan) {
    if (vlan != 0) {
      packet.vlan = vlan;
      packet.context = Context.with(packet.context, vlan);
    }
  }

  int llc() {
    if (cursor.lacks(3)) {
      return Cursor.PASSED;
    }
    int service = cursor.u16(0);
    if (service == 0x0606) {
      return cursor.layer(Cursor.IPV4, 3);
    }
    boolean subnetwork = service == 0xaaaa && cursor.u8(2) == 3;
    if (!subnetwork || cursor.lacks(8)) {
      return Cursor.PASSED;
    }
    int organisation = cursor.i32(2) & 0xff_ffff;
    return organisation == 0 || organisation == 0xf8
        ? cursor.ethertype(cursor.u16(6), 8)
        : Cursor.PASSED;
  }

  /** MPLS has no next field: the first nibble behind the bottom of the stack tells (RFC 4928). */
  int mpls() {
    while (!cursor.lacks(4)) {
      boolean bottom = (cursor.u8(2) & 1) != 0;
      cursor.at += 4;
      if (bottom) {
        return behindMpls();
      }
    }
    return cut("mpls-cut");
  }

  private int behindMpls() {
    if (cursor.lacks(1)) {
      return cut("mpls-cut");
    }
    return switch (cursor.u8(0) >> 4) {
      case 4 -> Cursor.IPV4;
      case 6 -> Cursor.IPV6;
      case 0 -> cursor.lacks(4 + 14) ? Cursor.PASSED : cursor.layer(Cursor.ETHERNET, 4);
      default -> Cursor.ETHERNET;
    };
  }

  private int pppoe() {
    if (cursor.lacks(8)) {
      return cut("pppoe-cut");
    }
    if (cursor.u8(1) != 0) {
      return Cursor.PASSED;
    }
    cursor.end = Math.min(cursor.end, cursor.at + 6 + cursor.u16(4));
    return cursor.layer(Cursor.PPP, 6);
  }

  int ppp() {
    if (!cursor.lacks(2) && cursor.u16(0) == 0xff03) {
      cursor.at += 2;
    }
    if (cursor.lacks(2)) {
      return cut("ppp-cut");
    }
    boolean hdlc = cursor.u16(0) == 0x0f00 || cursor.u16(0) == 0x8f00;
    if (hdlc) {
      return ciscoHdlc();
    }
    boolean compressed = (cursor.u8(0) & 1) != 0;
    int protocol = compressed ? cursor.u8(0) : cursor.u16(0);
    cursor.at += compressed ? 1 : 2;
    return switch (protocol) {
      case 0x21 -> Cursor.IPV4;
      case 0x57 -> Cursor.IPV6;
      case 0x281, 0x283 -> Cursor.MPLS;
      default -> Cursor.PASSED;
    };
  }

  private int ciscoHdlc() {
    return cursor.lacks(4) ? cut("hdlc-cut") : cursor.ethertype(cursor.u16(2), 4);
  }

  /** The family is in the byte order of the capturing host, or big-endian (OpenBSD). */
  private int loopback() {
    if (cursor.lacks(4)) {
      return cut("loopback-cut");
    }
    int family = cursor.i32(0);
    family = (family & 0xffff) == 0 ? Integer.reverseBytes(family) : family;
    return switch (family) {
      case 2 -> cursor.layer(Cursor.IPV4, 4);
      case 10, 24, 28, 30 -> cursor.layer(Cursor.IPV6, 4);
      default -> Cursor.PASSED;
    };
  }

  private int linuxCooked() {
    if (cursor.lacks(16)) {
      return cut("sll-cut");
    }
    boolean sixBytes = cursor.u16(2) == 1 && cursor.u16(4) == 6;
    packet.sourceMac = sixBytes ? mac(6) : Packet.NO_MAC;
    return cooked(cursor.u16(14), 16);
  }

  private int linuxCooked2() {
    if (cursor.lacks(20)) {
      return cut("sll-cut");
    }
    boolean sixBytes = cursor.u16(8) == 1 && cursor.u8(11) == 6;
    packet.sourceMac = sixBytes ? mac(12) : Packet.NO_MAC;
    return cooked(cursor.u16(0), 20);
  }

  private int cooked(int protocol, int header) {
    // 4: an 802.2 frame without a length field (tcpdump.org, LINKTYPE_LINUX_SLL).
    return protocol == 4 ? cursor.layer(Cursor.LLC, header) : cursor.ethertype(protocol, header);
  }

  private int netfilterLog(boolean littleEndian) {
    int at = cursor.at + 4;
    while (at + 4 <= cursor.end) {
      int length = hostOrder(at, littleEndian);
      int type = hostOrder(at + 2, littleEndian);
      if (length < 4 || at + length > cursor.end) {
        return cut("nflog-length");
      }
      if (type == 9) {
        cursor.at = at + 4;
        cursor.wireEnd = Math.max(cursor.wireEnd - (cursor.end - at - length), at + length);
        cursor.end = at + length;
        return Cursor.IP;
      }
      at += (length + 3) & ~3;
    }
    return Cursor.PASSED;
  }

  private int hostOrder(int index, boolean littleEndian) {
    short value = cursor.data.getShort(index);
    return (littleEndian ? Short.reverseBytes(value) : value) & 0xffff;
  }

  private int arp() {
    if (cursor.lacks(28)) {
      return cut("arp-cut");
    }
    boolean ethernetIpv4 = cursor.u16(2) == ETHERTYPE_IPV4 && cursor.u16(4) == 0x0604;
    if (!ethernetIpv4) {
      return Cursor.PASSED;
    }
    packet.protocol = IpProtocol.ARP;
    packet.arpOperation = cursor.u16(6);
    packet.sourceMac = mac(8);
    packet.sourceHigh = 0;
    packet.sourceLow = Packet.mapped(cursor.i32(14));
    packet.destinationHigh = 0;
    packet.destinationLow = Packet.mapped(cursor.i32(24));
    packet.clearPorts();
    return Cursor.DONE;
  }

  private int cut(String reason) {
    tally.malformed(reason);
    return Cursor.FAILED;
  }
}
