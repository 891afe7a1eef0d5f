package io.ringwall.plugin.pcap.packet;

/** Hashes what surrounds a packet, so that equal addresses in two networks stay apart. */
final class Context {
  private Context() {}

  /** Adds a number, such as a VLAN's. */
  static long with(long context, long number) {
    return mix(context * 31 + number + 1);
  }

  /** Adds a pair of addresses, in either direction the same. */
  static long with(long context, long high1, long low1, long high2, long low2) {
    return with(context, mix(high1 * 31 + low1) + mix(high2 * 31 + low2));
  }

  /** Spreads every bit over all bits (Stafford, variant 13 of MurmurHash3's finalizer). */
  static long mix(long value) {
    long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }
}
