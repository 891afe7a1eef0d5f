package io.ringwall.engine.route;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.plugins.InstalledInventory;
import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.ServiceRef;
import io.ringwall.sdk.plugin.IdentitySink;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads all inventories before the first recording is opened. */
final class InventoryReader {
  private final List<InstalledInventory> readers;
  private final Identity identity;
  private final Tallies tallies;
  private final String host;
  private final List<String> problems;
  private final List<ContainerEvent> starts = new ArrayList<>();

  InventoryReader(
      List<InstalledInventory> readers,
      Identity identity,
      Tallies tallies,
      String host,
      List<String> problems) {
    this.readers = readers;
    this.identity = identity;
    this.tallies = tallies;
    this.host = host;
    this.problems = problems;
  }

  /** Reads them, and returns the starts that are to take the route, by time. */
  Deque<ContainerEvent> read(List<Path> files) throws InterruptedException {
    for (Path file : files) {
      try {
        read(file);
      } catch (RingwallException e) {
        problems.add(e.sentence());
      }
    }
    starts.sort(Comparator.comparing(ContainerEvent::time).thenComparing(ContainerEvent::id));
    return new ArrayDeque<>(starts);
  }

  private void read(Path file) throws InterruptedException {
    byte[] head = Heads.of(file, "inventory");
    for (InstalledInventory reader : readers) {
      if (reader.recognises(head)) {
        var context = new ReplayContext(host, tallies.of(reader.name()));
        reader.read(file, context, new Sink());
        return;
      }
    }
    throw new RingwallException(
        Category.INPUT,
        "inventory "
            + file
            + ": no installed plugin recognises it; expected a JSON array as docker inspect prints"
            + " it, found "
            + Heads.describe(head));
  }

  private final class Sink implements IdentitySink {
    @Override
    public void container(ContainerEvent started, @Nullable Instant until) {
      identity.expect(started, until);
      synchronized (starts) {
        starts.add(started);
      }
    }

    @Override
    public void network(String name, AddressBlock block, @Nullable IpAddress gateway) {
      identity.network(name, block, gateway);
    }

    @Override
    public void hostAddress(IpAddress address, String name) {
      identity.hostAddress(address, name);
    }

    @Override
    public void service(IpAddress address, ServiceRef service) {
      identity.service(address, service);
    }

    @Override
    public void complete() {}
  }
}
