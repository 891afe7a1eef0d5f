package io.ringwall.plugin.pcap.flow;

import io.ringwall.plugin.pcap.packet.Packet;
import io.ringwall.plugin.pcap.tally.Tally;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Connections that are settled, and whose payload nobody reads any more: another counts their
 * packets until something happens to them. Not thread-safe.
 */
final class CountedFlows {
  /** A connection that is shorter costs less to be read. */
  private static final int SETTLED_PACKETS = 8;

  /** One that is silent for longer gives its place to others: its end may have been missed. */
  private static final long SILENT_NANOS = 10_000_000_000L;

  /** How exact the time of a last packet is that was not read. */
  private static final long LOOK_NANOS = 1_000_000_000L;

  /** Ethernet's, IP's and TCP's headers without options. */
  private static final int HEADER_BYTES = 54;

  private static final long IPV4_PREFIX = 0xffff;

  private final PacketCounts counts;
  private final Tally tally;
  private final FlowRecord cursor;

  /** What is among the ids. */
  private final BitSet listed = new BitSet();

  private int[] ids = new int[64];
  private int size;
  private long looked;

  /** None yet. */
  CountedFlows(PacketCounts counts, FlowTable table, Tally tally) {
    this.counts = counts;
    this.tally = tally;
    this.cursor = new FlowRecord(table);
  }

  /** Does counting end at this packet of a flow. */
  boolean endsAt(FlowRecord flow, Packet packet) {
    return flow.isLeftAlone()
        && flow.isCounted()
        && (!isOrdinary(packet) || counts.isStopped(flow.handle()));
  }

  /** Is it a packet that would be counted, unless it is the first of its kind. */
  private static boolean isOrdinary(Packet packet) {
    int flags = packet.tcpFlags() & (Packet.FIN | Packet.SYN | Packet.RST | Packet.ACK);
    return flags == Packet.ACK
        && (packet.tcpFlags() & Packet.URG) == 0
        && packet.window() != 0
        && packet.fragments() == 1
        && !packet.offersTls();
  }

  /** A packet of this flow was read; maybe no more need be. */
  void consider(FlowRecord flow, Packet packet) {
    boolean settled =
        flow.isUncounted()
            && flow.packets(true) + flow.packets(false) >= SETTLED_PACKETS
            && flow.hasNext(true)
            && flow.hasNext(false)
            && TcpConnection.isOpen(flow);
    if (!settled || !isOrdinary(packet) || packet.context() != 0 || !isIpv4(flow)) {
      return;
    }
    int handle = counts.begin(flow);
    flow.countedBy(handle);
    if (handle != PacketCounts.NONE && !listed.get(flow.id())) {
      if (size == ids.length) {
        ids = Arrays.copyOf(ids, 2 * size);
      }
      ids[size++] = flow.id();
      listed.set(flow.id());
    }
  }

  private static boolean isIpv4(FlowRecord flow) {
    return flow.originatorHigh() == 0
        && flow.originatorLow() >>> Integer.SIZE == IPV4_PREFIX
        && flow.responderHigh() == 0
        && flow.responderLow() >>> Integer.SIZE == IPV4_PREFIX;
  }

  /** From now on this flow's packets are read again. */
  void takeBack(FlowRecord flow, long now) {
    counts.end(flow.handle());
    note(flow, now);
    flow.takeBack();
  }

  /** Takes note of what came since it was looked at last, as of now. */
  void note(FlowRecord flow, long now) {
    int packets = counts.packets(flow.handle());
    int more = packets - flow.notedPackets();
    if (more == 0) {
      return;
    }
    PacketCounts.Side originator = flow.counted(true);
    PacketCounts.Side responder = flow.counted(false);
    tally.count("packets", more);
    tally.count("packets-counted-by-kernel", more);
    long payload = flow.noteCounted(packets, originator.bytes() + responder.bytes(), now);
    tally.count("bytes", payload + (long) more * HEADER_BYTES);
  }

  /** Looks at all of them, now and then. */
  void advance(long now) {
    if (size == 0 || now - looked < LOOK_NANOS) {
      return;
    }
    looked = now;
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (staysCounted(cursor.on(ids[i]), now)) {
        ids[kept++] = ids[i];
      } else {
        listed.clear(ids[i]);
      }
    }
    size = kept;
  }

  private boolean staysCounted(FlowRecord flow, long now) {
    if (!flow.isCounted()) {
      return false;
    }
    note(flow, now);
    boolean silent = now - flow.lastNanos() > SILENT_NANOS;
    if (silent) {
      takeBack(flow, now);
    }
    return !silent;
  }
}
