package io.ringwall.engine.identity;

import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.ServiceRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Container networks, addresses of hosts and of services: what changes rarely. Immutable. */
record Networks(
    List<AddressBlock> blocks, Map<IpAddress, String> hosts, Map<IpAddress, ServiceRef> services) {
  static final Networks NONE = new Networks(List.of(), Map.of(), Map.of());

  Networks {
    blocks = List.copyOf(blocks);
    hosts = Map.copyOf(hosts);
    services = Map.copyOf(services);
  }

  Networks withBlock(AddressBlock block) {
    if (blocks.contains(block)) {
      return this;
    }
    List<AddressBlock> more = new ArrayList<>(blocks);
    more.add(block);
    return new Networks(more, hosts, services);
  }

  Networks withHost(IpAddress address, String host) {
    Map<IpAddress, String> more = new HashMap<>(hosts);
    more.put(address, host);
    return new Networks(blocks, more, services);
  }

  Networks withService(IpAddress address, ServiceRef service) {
    Map<IpAddress, ServiceRef> more = new HashMap<>(services);
    more.put(address, service);
    return new Networks(blocks, hosts, more);
  }

  @Nullable String host(IpAddress address) {
    String host = hosts.get(address);
    return host != null || address.zone() == null
        ? host
        : hosts.get(new IpAddress(address.high(), address.low()));
  }

  /** Is it an address that a container could hold: inside a network, and no broadcast of it. */
  boolean inside(IpAddress address) {
    for (AddressBlock block : blocks) {
      if (block.contains(address)) {
        return !isBroadcast(block, address);
      }
    }
    return false;
  }

  private static boolean isBroadcast(AddressBlock block, IpAddress address) {
    boolean ipv4 = block.base().isIpv4() && block.prefix() >= 96;
    if (!ipv4 || block.prefix() >= 127) {
      return false;
    }
    long hostBits = (1L << (128 - block.prefix())) - 1;
    long ofAddress = address.low() & hostBits;
    return ofAddress == hostBits || ofAddress == 0;
  }
}
