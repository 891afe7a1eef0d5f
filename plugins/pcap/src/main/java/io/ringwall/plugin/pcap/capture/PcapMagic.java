package io.ringwall.plugin.pcap.capture;

import org.jspecify.annotations.Nullable;

/**
 * What the first four bytes of a pcap file say.
 *
 * @param littleEndian byte order of its headers
 * @param unitNanos one unit of a record's fraction, in nanoseconds
 * @param recordHeader length of a record's header; Kuznetzov's modified format adds 8 bytes
 */
record PcapMagic(boolean littleEndian, long unitNanos, int recordHeader) {
  private static final int MICROSECONDS = 0xa1b2c3d4;
  private static final int NANOSECONDS = 0xa1b23c4d;
  private static final int MODIFIED = 0xa1b2cd34;

  /** Reads the magic, given in big-endian order; null when it is none of pcap's. */
  static @Nullable PcapMagic of(int magic) {
    PcapMagic big = of(magic, false);
    return big != null ? big : of(Integer.reverseBytes(magic), true);
  }

  private static @Nullable PcapMagic of(int magic, boolean littleEndian) {
    return switch (magic) {
      case MICROSECONDS -> new PcapMagic(littleEndian, 1_000, 16);
      case NANOSECONDS -> new PcapMagic(littleEndian, 1, 16);
      case MODIFIED -> new PcapMagic(littleEndian, 1_000, 24);
      default -> null;
    };
  }
}
