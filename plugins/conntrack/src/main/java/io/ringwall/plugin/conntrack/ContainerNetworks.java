package io.ringwall.plugin.conntrack;

import io.ringwall.kernel.HostAddress;
import io.ringwall.kernel.HostAddresses;
import io.ringwall.kernel.KernelException;
import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The networks that containers live in: those that are configured, or those of the host's bridges
 * as they come and go. One thread.
 */
final class ContainerNetworks implements AutoCloseable {
  /** A new network's first connection is missed by nobody, and strangers cost little. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final boolean fixed;
  private final HostAddresses addresses;
  private final Path interfaces;
  private List<AddressBlock> blocks;
  private long looked = System.nanoTime() - LOOK_NANOS;

  ContainerNetworks(List<String> configured, HostAddresses addresses, Path interfaces) {
    this.fixed = !configured.isEmpty();
    this.blocks = configured.stream().map(AddressBlock::parse).toList();
    this.addresses = addresses;
    this.interfaces = interfaces;
  }

  /** Has one of these ends to do with containers. */
  boolean concerns(Ends ends) throws KernelException {
    if (holds(ends)) {
      return true;
    }
    long now = System.nanoTime();
    if (fixed || now - looked < LOOK_NANOS) {
      return false;
    }
    looked = now;
    blocks = ofBridges();
    return holds(ends);
  }

  private boolean holds(Ends ends) {
    for (AddressBlock block : blocks) {
      if (block.contains(ends.from())
          || block.contains(ends.to())
          || block.contains(ends.behind())) {
        return true;
      }
    }
    return false;
  }

  private List<AddressBlock> ofBridges() throws KernelException {
    Set<Integer> bridges = bridges();
    List<AddressBlock> all = new ArrayList<>();
    for (HostAddress one : addresses.now()) {
      IpAddress address = IpAddress.of(one.address().getAddress());
      if (bridges.contains(one.interfaceIndex()) && !address.isLinkLocal()) {
        all.add(AddressBlock.of(address, one.prefixLength()));
      }
    }
    return all;
  }

  private Set<Integer> bridges() {
    Set<Integer> indexes = new HashSet<>();
    try (Stream<Path> inside = Files.list(interfaces)) {
      inside
          .filter(path -> Files.isDirectory(path.resolve("bridge")))
          .forEach(path -> {
            try {
              indexes.add(Integer.parseInt(Files.readString(path.resolve("ifindex")).strip()));
            } catch (IOException | NumberFormatException e) {
              // It went while it was looked at.
            }
          });
    } catch (IOException e) {
      return Set.of();
    }
    return indexes;
  }

  @Override
  public void close() {
    addresses.close();
  }
}
