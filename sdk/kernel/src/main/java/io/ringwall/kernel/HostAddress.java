package io.ringwall.kernel;

import java.net.InetAddress;
import java.util.Objects;

/**
 * An address of this host, or rather of the network namespace that this process lives in.
 *
 * @param address the address; a link-local one of IPv6 carries its interface as scope
 * @param prefixLength how many bits of it name its network
 * @param interfaceIndex the kernel's number of the interface that holds it
 */
public record HostAddress(InetAddress address, int prefixLength, int interfaceIndex) {
  public HostAddress {
    Objects.requireNonNull(address, "address");
  }
}
