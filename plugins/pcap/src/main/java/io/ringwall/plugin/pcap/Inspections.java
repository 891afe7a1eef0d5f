package io.ringwall.plugin.pcap;

import io.ringwall.plugin.pcap.flow.FlowRecord;
import io.ringwall.plugin.pcap.packet.IpProtocol;
import io.ringwall.plugin.pcap.packet.Packet;
import io.ringwall.plugin.pcap.protocol.ExchangeListener;
import io.ringwall.plugin.pcap.protocol.FlowFacts;
import io.ringwall.plugin.pcap.protocol.HeaderPolicy;
import io.ringwall.plugin.pcap.protocol.TcpInspection;
import io.ringwall.plugin.pcap.protocol.UdpInspection;
import io.ringwall.plugin.pcap.tally.Tally;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Reads the payload of flows, within bounds of memory. An inspection hangs on its flow while it may
 * learn more; then only its facts do, also while nothing but the beginning of TLS may follow.
 */
final class Inspections {
  /** A connection of which nothing is known yet may be silent for so long. */
  private static final long SILENT_NANOS = Duration.ofSeconds(10).toNanos();

  /** One of which something is known, which may wait for an answer. */
  private static final long IDLE_NANOS = Duration.ofMinutes(1).toNanos();

  /** Inspections that are looked at for one to give up, and for those that have ended. */
  private static final int LOOKED_AT = 64;

  private static final int CLEARED = 2;

  private final ExchangeListener listener;
  private final HeaderPolicy policy;
  private final Tally tally;
  private final int maxInspected;
  private final long maxHeldBytes;
  private final ArrayDeque<TcpInspection> begun = new ArrayDeque<>();
  private int inspected;
  private long heldBytes;

  Inspections(PcapConfig configuration, ExchangeListener listener, Tally tally) {
    this.listener = listener;
    this.policy = configuration.headerPolicy();
    this.tally = tally;
    this.maxInspected = configuration.maxInspectedFlows();
    this.maxHeldBytes = configuration.maxReassemblyBytes();
  }

  void payload(FlowRecord flow, boolean fromOriginator, Packet packet) {
    if (flow.isWatched() && !turnsToTls(flow, fromOriginator, packet)) {
      return;
    }
    Object attachment = flow.attachment();
    if (attachment == null) {
      attachment = begin(flow);
    }
    if (attachment instanceof TcpInspection tcp) {
      segment(flow, tcp, fromOriginator, packet);
    } else if (attachment instanceof UdpInspection udp) {
      datagram(flow, udp, fromOriginator, packet);
    } else {
      flow.loseInterest();
    }
  }

  private @Nullable Object begin(FlowRecord flow) {
    boolean readable = flow.protocol() == IpProtocol.TCP || flow.protocol() == IpProtocol.UDP;
    if (!readable) {
      return null;
    }
    Object inspection =
        flow.protocol() == IpProtocol.TCP
            ? beginTcp(flow)
            : new UdpInspection(listener, flow.responderPort());
    flow.attach(inspection);
    return inspection;
  }

  private @Nullable TcpInspection beginTcp(FlowRecord flow) {
    if (!hasRoom(flow)) {
      return null;
    }
    TcpInspection inspection = new TcpInspection(listener, policy, flow.responderPort());
    begun(inspection);
    if (flow.hasBeginning(true)) {
      inspection.start(true, flow.firstSequence(true));
    }
    if (flow.hasBeginning(false)) {
      inspection.start(false, flow.firstSequence(false));
    }
    return inspection;
  }

  private boolean hasRoom(FlowRecord flow) {
    if (inspected < maxInspected) {
      return true;
    }
    tally.dropped("inspection-limit", 1);
    return abandonOne(flow.lastNanos());
  }

  private void begun(TcpInspection inspection) {
    inspected++;
    clear();
    begun.add(inspection);
  }

  /** So that those that have ended are soon no longer among them. */
  private void clear() {
    for (int i = 0; i < CLEARED && !begun.isEmpty(); i++) {
      TcpInspection oldest = begun.remove();
      if (!oldest.isDone()) {
        begun.add(oldest);
      }
    }
  }

  /**
   * Of connections that say nothing any more, as when their end was not seen, one gives its place
   * to another; soon where it never said what it is, else only who opens many would be looked at.
   */
  private boolean abandonOne(long now) {
    for (int i = Math.min(LOOKED_AT, begun.size()); i > 0; i--) {
      TcpInspection oldest = begun.remove();
      if (oldest.isDone()) {
        continue;
      }
      if (now - oldest.lastNanos() > (oldest.isUndecided() ? SILENT_NANOS : IDLE_NANOS)) {
        release(oldest);
        return true;
      }
      begun.add(oldest);
    }
    return false;
  }

  private void segment(
      FlowRecord flow, TcpInspection inspection, boolean fromOriginator, Packet packet) {
    int before = inspection.heldBytes();
    int sequence = packet.sequence() + (packet.has(Packet.SYN) ? 1 : 0);
    if (packet.has(Packet.ACK)) {
      inspection.acknowledgement(fromOriginator, packet.acknowledgement(), packet.timeNanos());
    }
    if (packet.payloadLength() > 0) {
      inspection.segment(
          fromOriginator,
          sequence,
          packet.data(),
          packet.payloadStart(),
          packet.payloadLength(),
          packet.wireLength(),
          packet.timeNanos());
    }
    heldBytes += inspection.heldBytes() - before;
    if (heldBytes > maxHeldBytes) {
      tally.dropped("reassembly-memory", 1);
      close(flow, inspection, packet.timeNanos());
    } else {
      goOn(flow, inspection);
    }
  }

  private void goOn(FlowRecord flow, TcpInspection inspection) {
    if (inspection.isDone()) {
      end(flow, inspection);
    } else if (inspection.onlyWatches()) {
      release(inspection);
      flow.attach(inspection.facts());
      flow.watch(true);
    }
    flow.await(inspection.awaitsMore());
  }

  /** Does a flow of which no more than that is of interest turn to TLS with this packet. */
  private boolean turnsToTls(FlowRecord flow, boolean fromOriginator, Packet packet) {
    int end = packet.sequence() + (int) packet.wireLength();
    // What the receiver had before is thrown away by him, whatever it says.
    boolean turns = packet.offersTls() && end - flow.next(fromOriginator) >= 0;
    if (turns && flow.attachment() instanceof FlowFacts facts && hasRoom(flow)) {
      TcpInspection inspection = TcpInspection.ofTls(facts);
      begun(inspection);
      flow.attach(inspection);
      flow.watch(false);
      return true;
    }
    if (turns) {
      flow.watch(false);
      flow.loseInterest();
    }
    return false;
  }

  /** What is held of a flow waited for more in vain. */
  void silence(FlowRecord flow, long timeNanos) {
    if (flow.attachment() instanceof TcpInspection inspection) {
      int before = inspection.heldBytes();
      inspection.silence(timeNanos);
      heldBytes += inspection.heldBytes() - before;
      goOn(flow, inspection);
    }
  }

  private void datagram(
      FlowRecord flow, UdpInspection inspection, boolean fromOriginator, Packet packet) {
    int start = packet.payloadStart();
    int end = start + packet.payloadLength();
    inspection.datagram(fromOriginator, packet.data(), start, end, packet.timeNanos());
    if (inspection.isDone()) {
      keepFacts(flow, inspection.facts());
    }
  }

  /** Gives its place to another. Of one that has lost it already, segments may still have come. */
  private void release(TcpInspection inspection) {
    heldBytes -= inspection.heldBytes();
    if (!inspection.isAbandoned()) {
      inspected--;
    }
    inspection.abandon();
  }

  private void end(FlowRecord flow, TcpInspection inspection) {
    release(inspection);
    keepFacts(flow, inspection.facts());
  }

  private void close(FlowRecord flow, TcpInspection inspection, long timeNanos) {
    int before = inspection.heldBytes();
    inspection.close(timeNanos);
    heldBytes += inspection.heldBytes() - before;
    end(flow, inspection);
  }

  private static void keepFacts(FlowRecord flow, FlowFacts facts) {
    flow.loseInterest();
    flow.await(false);
    flow.attach(facts);
  }

  /** Gives up what has waited too long. */
  void tick(FlowRecord flow, long timeNanos) {
    if (flow.attachment() instanceof UdpInspection udp) {
      udp.tick(timeNanos);
    }
  }

  /** A flow ends: tells what was left open. */
  void close(FlowRecord flow, long timeNanos) {
    Object attachment = flow.attachment();
    if (attachment instanceof TcpInspection tcp) {
      close(flow, tcp, timeNanos);
    } else if (attachment instanceof UdpInspection udp) {
      udp.close(timeNanos);
      keepFacts(flow, udp.facts());
    }
  }

  /** What is known of a flow, or null when nothing is. */
  @Nullable FlowFacts facts(FlowRecord flow) {
    return switch (flow.attachment()) {
      case TcpInspection tcp -> tcp.facts();
      case UdpInspection udp -> udp.facts();
      case FlowFacts facts -> facts;
      case null, default -> null;
    };
  }
}
