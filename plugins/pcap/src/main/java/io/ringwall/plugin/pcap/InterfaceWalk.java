package io.ringwall.plugin.pcap;

import io.ringwall.kernel.KernelException;
import io.ringwall.kernel.PacketRing;
import io.ringwall.plugin.pcap.capture.PacketRecord;
import io.ringwall.plugin.pcap.flow.FlowTracker;
import io.ringwall.plugin.pcap.flow.PacketCounts;
import io.ringwall.plugin.pcap.tally.Tally;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.SourceContext;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Reads one interface: a witness with a flow table of its own. One thread. */
final class InterfaceWalk implements AutoCloseable {
  /** So many packets at a time, so that a flooded interface holds up no other for long. */
  private static final int SHARE = 4_096;

  private final PacketRing ring;
  private final int index;
  private final int linkType;
  private final boolean skipsOutgoing;
  private final Tally tally;
  private final CaptureClock clock = new CaptureClock();
  private final PacketRecord record = new PacketRecord();
  private final InterfacePosition position;
  private final PacketPath path;
  private final int[] starts = new int[FlowTracker.AHEAD];
  private int ahead;
  private long dropped;

  InterfaceWalk(
      String name,
      Interfaces interfaces,
      OpenedRings rings,
      PcapConfig configuration,
      SourceContext context,
      EventSink sink,
      Tally tally,
      LongSupplier numbers)
      throws KernelException {
    this.index = interfaces.index(name);
    this.linkType = interfaces.linkType(name);
    this.skipsOutgoing = interfaces.isLoopback(name);
    this.tally = tally;
    this.ring = rings.take(name, index);
    this.position = new InterfacePosition(context, name, numbers);
    this.path = new PacketPath(configuration, clock, position, sink, tally, counts(configuration));
  }

  /** Who counts packets in the kernel; null where that cannot be, and all are read. */
  private @Nullable PacketCounts counts(PcapConfig configuration) {
    if (linkType != Interfaces.ETHERNET || configuration.countedConnections() == 0) {
      return null;
    }
    try {
      return new KernelCounts(ring.count(configuration.countedConnections(), skipsOutgoing));
    } catch (KernelException e) {
      tally.remark("all packets are read: " + e.getMessage());
      return null;
    }
  }

  PacketRing ring() {
    return ring;
  }

  /** The interface's number, by which another one of the same name is told apart. */
  int index() {
    return index;
  }

  /** Takes what has come; true when there may be more. */
  boolean read() throws InterruptedException {
    long bytes = 0;
    int packets = 0;
    while (packets < SHARE && ring.next()) {
      packets++;
      lookAhead();
      if (skipsOutgoing && ring.outgoing()) {
        continue;
      }
      int length = ring.originalLength();
      bytes += length;
      record.at(
          ring.data(), ring.start(), ring.capturedLength(), length, linkType, ring.timeNanos());
      record.within(ring.vlan());
      position.next();
      path.packet(record, clock.flowTime(record.timeNanos()));
    }
    tally.count("packets", packets);
    tally.count("bytes", bytes);
    return packets == SHARE;
  }

  private void lookAhead() {
    if (ahead > 0) {
      ahead--;
    } else if (linkType == Interfaces.ETHERNET) {
      ahead = ring.upcoming(starts);
      path.expect(ring.data(), starts, ahead);
    }
  }

  /** Time has come to this: what flows wait for is told. */
  void advance(long nanos) throws InterruptedException {
    position.next();
    path.advance(nanos);
  }

  /** Counts what the kernel had no room for. */
  void countDrops() throws KernelException {
    long now = ring.statistics().dropped();
    if (now > dropped) {
      tally.dropped("ring-full", now - dropped);
      dropped = now;
    }
  }

  @Override
  public void close() {
    ring.close();
  }
}
