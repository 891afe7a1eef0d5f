package io.ringwall.testkit.application;

import io.ringwall.sdk.event.IpAddress;

/**
 * One end on the wire.
 *
 * @param address its address
 * @param mac hardware address, of the gateway for what is routed
 */
record Station(IpAddress address, long mac) {
  /** The hardware address that Docker gives to whoever holds this IPv4 address. */
  static long macOf(IpAddress ipv4) {
    return 0x0242L << 32 | ipv4.low() & 0xffff_ffffL;
  }
}
