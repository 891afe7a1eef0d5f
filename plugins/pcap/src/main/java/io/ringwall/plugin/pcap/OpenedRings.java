package io.ringwall.plugin.pcap;

import io.ringwall.kernel.KernelException;
import io.ringwall.kernel.PacketRing;
import java.util.HashMap;
import java.util.Map;

/**
 * The rings of the interfaces that were there when the source was opened: what passes from then on
 * is in them when they are read. Safe for any thread.
 */
final class OpenedRings implements AutoCloseable {
  private final PcapConfig configuration;
  private final Map<String, Opened> rings = new HashMap<>();

  /** A ring, and the number of the interface that it was opened for. */
  private record Opened(PacketRing ring, int index) {}

  private OpenedRings(PcapConfig configuration) {
    this.configuration = configuration;
  }

  /** Opens those that can be; of one that cannot, it is told when it is to be read. */
  static OpenedRings of(PcapConfig configuration, Interfaces interfaces) {
    var opened = new OpenedRings(configuration);
    for (String name : interfaces.wanted(configuration.interfaces())) {
      if (interfaces.linkType(name) >= 0) {
        opened.open(name, interfaces.index(name));
      }
    }
    return opened;
  }

  private synchronized void open(String name, int index) {
    try {
      rings.put(name, new Opened(ring(name), index));
    } catch (KernelException e) {
      rings.remove(name);
    }
  }

  private PacketRing ring(String name) throws KernelException {
    return PacketRing.open(name, configuration.ringBytes(), true);
  }

  /** The ring of this interface, which is the caller's from now on; a new one if there is none. */
  synchronized PacketRing take(String name, int index) throws KernelException {
    Opened opened = rings.remove(name);
    if (opened == null) {
      return ring(name);
    }
    if (opened.index() == index) {
      return opened.ring();
    }
    opened.ring().close();
    return ring(name);
  }

  /** Frees those that nobody took. */
  @Override
  public synchronized void close() {
    rings.values().forEach(opened -> opened.ring().close());
    rings.clear();
  }
}
