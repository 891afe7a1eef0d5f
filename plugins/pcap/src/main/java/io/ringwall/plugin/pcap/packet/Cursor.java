package io.ringwall.plugin.pcap.packet;

import java.nio.ByteBuffer;

/** Where a decoder stands in a packet. */
final class Cursor {
  /** The packet is decoded as far as it goes. */
  static final int DONE = -1;

  /** It could not be decoded; the reason has been counted. */
  static final int FAILED = -2;

  /** It is well-formed and none of our business: no IP, a fragment that waits for others. */
  static final int PASSED = -3;

  static final int ETHERNET = 1;
  static final int ETHERTYPE = 2;
  static final int LLC = 3;
  static final int IPV4 = 4;
  static final int IPV6 = 5;
  static final int IP = 6;
  static final int PPP = 7;
  static final int MPLS = 8;
  static final int TRANSPORT = 9;

  ByteBuffer data = ByteBuffer.allocateDirect(0);

  /** Index of the next byte. */
  int at;

  /** Index behind the last captured byte of the current layer. */
  int end;

  /** Index behind the last byte that the current layer had on the wire; at least {@link #end}. */
  long wireEnd;

  /** Ethertype for {@link #ETHERTYPE}, IP protocol for {@link #TRANSPORT}. */
  int type;

  boolean lacks(int length) {
    return end - at < length;
  }

  int u8(int offset) {
    return data.get(at + offset) & 0xff;
  }

  int u16(int offset) {
    return data.getShort(at + offset) & 0xffff;
  }

  int i32(int offset) {
    return data.getInt(at + offset);
  }

  /** Eight bytes; to read several fields of a header by one costs as much as to read one. */
  long i64(int offset) {
    return data.getLong(at + offset);
  }

  /** Says that the next layer is the one of this ethertype, behind some bytes. */
  int ethertype(int ethertype, int skip) {
    type = ethertype;
    at += skip;
    return ETHERTYPE;
  }

  /** Says that another layer follows, behind some bytes. */
  int layer(int layer, int skip) {
    at += skip;
    return layer;
  }
}
