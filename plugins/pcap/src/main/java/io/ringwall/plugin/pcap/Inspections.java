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
import org.jspecify.annotations.Nullable;

/**
 * Reads the payload of flows, within bounds of memory. An inspection hangs on its flow while it may
 * learn more; then only its facts do.
 */
final class Inspections {
  private final ExchangeListener listener;
  private final HeaderPolicy policy;
  private final Tally tally;
  private final int maxInspected;
  private final long maxHeldBytes;
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
    if (inspected >= maxInspected) {
      tally.dropped("inspection-limit", 1);
      return null;
    }
    inspected++;
    TcpInspection inspection = new TcpInspection(listener, policy, flow.responderPort());
    if (flow.hasBeginning(true)) {
      inspection.start(true, flow.firstSequence(true));
    }
    if (flow.hasBeginning(false)) {
      inspection.start(false, flow.firstSequence(false));
    }
    return inspection;
  }

  private void segment(
      FlowRecord flow, TcpInspection inspection, boolean fromOriginator, Packet packet) {
    int before = inspection.heldBytes();
    int sequence = packet.sequence() + (packet.has(Packet.SYN) ? 1 : 0);
    inspection.segment(
        fromOriginator,
        sequence,
        packet.data(),
        packet.payloadStart(),
        packet.payloadLength(),
        packet.wireLength(),
        packet.timeNanos());
    heldBytes += inspection.heldBytes() - before;
    if (heldBytes > maxHeldBytes) {
      tally.dropped("reassembly-memory", 1);
      int held = inspection.heldBytes();
      inspection.close(packet.timeNanos());
      end(flow, inspection, held);
    } else if (inspection.isDone()) {
      end(flow, inspection, inspection.heldBytes());
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

  private void end(FlowRecord flow, TcpInspection inspection, int held) {
    inspected--;
    heldBytes -= held;
    keepFacts(flow, inspection.facts());
  }

  private static void keepFacts(FlowRecord flow, FlowFacts facts) {
    flow.loseInterest();
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
      int held = tcp.heldBytes();
      tcp.close(timeNanos);
      end(flow, tcp, held);
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
