package io.ringwall.bench.application;

import io.ringwall.bench.packet.Station;
import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * A network that containers join; the host has the first address of each of its blocks.
 *
 * @param name its name
 * @param ipv4 its IPv4 addresses
 * @param ipv6 its IPv6 addresses, if it has any
 */
record Network(String name, AddressBlock ipv4, @Nullable AddressBlock ipv6) {
  private static final int GATEWAY = 1;
  private static final long DOCKER_MAC = 0x0242_0000_0000L;

  boolean has(boolean family4) {
    return family4 || ipv6 != null;
  }

  boolean contains(IpAddress address) {
    return ipv4.contains(address) || ipv6 != null && ipv6.contains(address);
  }

  IpAddress address(boolean family4, int index) {
    AddressBlock block = family4 || ipv6 == null ? ipv4 : ipv6;
    return new IpAddress(block.base().high(), block.base().low() + index);
  }

  /** Who holds this address; hardware addresses are made from IPv4 ones, as Docker does it. */
  Station station(boolean family4, int index) {
    return new Station(address(family4, index), mac(index));
  }

  long mac(int index) {
    return DOCKER_MAC | (address(true, index).low() & 0xffff_ffffL);
  }

  Station gateway(boolean family4) {
    return station(family4, GATEWAY);
  }
}
