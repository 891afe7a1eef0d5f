package io.ringwall.plugin.pcap.flow;

import io.ringwall.plugin.pcap.packet.Packet;

/**
 * TCP's part of a flow: states of both ends as Zeek keeps them (analyzer/protocol/tcp/TCP.cc),
 * history, sequence numbers. Works on the record; holds nothing itself.
 */
final class TcpConnection {
  static final int INACTIVE = 0;
  static final int SYN_SENT = 1;
  static final int SYN_ACK_SENT = 2;
  static final int PARTIAL = 3;
  static final int ESTABLISHED = 4;
  static final int CLOSED = 5;
  static final int RESET = 6;

  private static final int WILD_JUMP = 1 << 30;
  private static final long REORDERING_NANOS = 1_000_000_000L;
  private static final int MAX_FIRST_FLIGHT = 1 << 17;

  private TcpConnection() {}

  /** Takes a packet of a flow into account. */
  static void update(FlowRecord flow, boolean fromOriginator, Packet packet) {
    letters(flow, fromOriginator, packet);
    sequence(flow, fromOriginator, packet);
    states(flow, fromOriginator, packet);
    if (fromOriginator && packet.has(Packet.SYN) && !packet.has(Packet.ACK)) {
      flow.set(FlowRecord.SYN_SEEN);
      flow.initial(true, packet.sequence());
    } else if (!fromOriginator && packet.has(Packet.SYN) && packet.has(Packet.ACK)) {
      flow.set(FlowRecord.SYN_ACK_SEEN);
      flow.initial(false, packet.sequence());
    }
  }

  private static void letters(FlowRecord flow, boolean from, Packet packet) {
    boolean syn = packet.has(Packet.SYN);
    boolean fin = packet.has(Packet.FIN);
    boolean rst = packet.has(Packet.RST);
    if (syn) {
      flow.letter(from, packet.has(Packet.ACK) ? 'h' : 's');
    }
    if (syn && (fin || rst)) {
      flow.letter(from, 'q');
    }
    if (fin && rst) {
      flow.letter(from, 'i');
    }
    if (packet.wireLength() > 0) {
      flow.letter(from, 'd');
    } else if (!syn && !fin && !rst && packet.has(Packet.ACK)) {
      flow.letter(from, 'a');
    }
    if (fin) {
      flow.letter(from, 'f');
    }
    if (rst) {
      flow.letter(from, 'r');
    } else if (packet.window() == 0) {
      flow.letter(from, 'w');
    }
  }

  private static void sequence(FlowRecord flow, boolean from, Packet packet) {
    int length = (int) Math.min(packet.wireLength(), WILD_JUMP);
    int sequence = packet.sequence() + (packet.has(Packet.SYN) ? 1 : 0);
    boolean first = !flow.hasNext(from);
    boolean wild = !first && Math.abs(sequence - flow.next(from)) >= WILD_JUMP;
    if (first || wild && length > 0) {
      flow.next(from, sequence + length);
      flow.addBytes(from, length);
    } else if (length > 0) {
      data(flow, from, sequence, length);
    } else if (!packet.has(Packet.RST) && !wild) {
      hole(flow, from, sequence);
    }
    if (packet.has(Packet.FIN)) {
      flow.next(from, flow.next(from) + (sequence + length == flow.next(from) ? 1 : 0));
    }
    boolean acknowledgesAll =
        packet.has(Packet.ACK)
            && flow.hasNext(!from)
            && packet.acknowledgement() - flow.next(!from) >= 0;
    if (acknowledgesAll && flow.holes(!from) > 0) {
      flow.letter(!from, 'g');
    }
  }

  private static void data(FlowRecord flow, boolean from, int sequence, int length) {
    int ahead = sequence - flow.next(from);
    if (ahead >= 0) {
      hole(flow, from, sequence);
      flow.addBytes(from, length);
      flow.next(from, sequence + length);
      return;
    }
    int fresh = Math.max(0, length + ahead);
    int filled = fill(flow, from, sequence, length - fresh);
    if (filled < length - fresh) {
      flow.letter(from, 't');
    }
    flow.addBytes(from, (long) fresh + filled);
    if (fresh > 0) {
      flow.next(from, sequence + length);
    }
  }

  /** Late bytes fill the first hole, unless they lie before it: those came twice. */
  private static int fill(FlowRecord flow, boolean from, int sequence, int length) {
    int start = flow.holeStart(from);
    int before = Math.max(0, start - sequence);
    int filled = Math.min(length - before, flow.holes(from));
    if (filled <= 0) {
      return 0;
    }
    flow.addHoles(from, -filled);
    if (sequence - start <= 0) {
      flow.holeStart(from, start + filled);
    }
    return filled;
  }

  /** What lies between the expected and this sequence number is missing, until it comes late. */
  private static void hole(FlowRecord flow, boolean from, int sequence) {
    int ahead = sequence - flow.next(from);
    if (ahead > 0) {
      if (flow.holes(from) == 0) {
        flow.holeStart(from, flow.next(from));
      }
      flow.addHoles(from, ahead);
      flow.next(from, sequence);
    }
  }

  private static void states(FlowRecord flow, boolean from, Packet packet) {
    int own = flow.endpoint(from);
    int peer = flow.endpoint(!from);
    if (packet.has(Packet.RST)) {
      boolean done = own == CLOSED && peer == CLOSED || peer == RESET;
      flow.endpoint(from, done ? own : RESET);
    } else if (packet.has(Packet.FIN)) {
      flow.endpoint(from, own == RESET ? RESET : CLOSED);
    } else if (packet.has(Packet.SYN)) {
      syn(flow, from, packet.has(Packet.ACK), own, peer);
    } else if (own == INACTIVE) {
      flow.endpoint(from, PARTIAL);
    }
  }

  private static void syn(FlowRecord flow, boolean from, boolean ack, int own, int peer) {
    if (own != INACTIVE && own != SYN_SENT) {
      return;
    }
    if (!ack) {
      flow.endpoint(from, SYN_SENT);
    } else if (peer == SYN_SENT) {
      flow.endpoint(from, ESTABLISHED);
      flow.endpoint(!from, ESTABLISHED);
    } else {
      flow.endpoint(from, peer == PARTIAL ? ESTABLISHED : SYN_ACK_SENT);
    }
  }

  /** Is the connection established by what has been seen until now. */
  static boolean established(FlowRecord flow, boolean fromOriginator, Packet packet) {
    if (packet.has(Packet.RST)) {
      return false;
    }
    if (flow.is(FlowRecord.SYN_ACK_SEEN)) {
      return fromOriginator && packet.has(Packet.ACK);
    }
    boolean both = flow.is(FlowRecord.ORIGINATOR_SPOKE) && flow.is(FlowRecord.RESPONDER_SPOKE);
    return both && !packet.has(Packet.SYN) && !isReset(flow);
  }

  /** Are its packets between its beginning and its end. */
  static boolean isOpen(FlowRecord flow) {
    return flow.endpoint(true) != CLOSED && flow.endpoint(false) != CLOSED && !isReset(flow);
  }

  /** Takes in what another counted of one side, which ends with this. */
  static void resume(FlowRecord flow, boolean from, PacketCounts.Side counted) {
    int next = flow.next(from);
    PacketCounts.Joined joined = counted.join(next, flow.holes(from));
    if (joined.repeated()) {
      flow.letter(from, 't');
    }
    flow.addBytes(from, joined.unread());
    if (flow.holes(from) == 0) {
      boolean between = counted.firstSequence() - next > 0;
      flow.holeStart(from, between ? next : counted.nextSequence() - joined.holes());
    }
    flow.holes(from, joined.holes());
    if (counted.nextSequence() - next > 0) {
      flow.next(from, counted.nextSequence());
    }
  }

  /** Was the connection ended: by both sides, or by a reset. */
  static boolean ended(FlowRecord flow) {
    return isReset(flow) || flow.endpoint(true) == CLOSED && flow.endpoint(false) == CLOSED;
  }

  private static boolean isReset(FlowRecord flow) {
    return flow.endpoint(true) == RESET || flow.endpoint(false) == RESET;
  }

  /**
   * Does this packet begin another connection between the same ports: a SYN with a sequence number
   * that fits nothing seen before.
   */
  static boolean isAnother(FlowRecord flow, boolean fromOriginator, Packet packet) {
    boolean syn = packet.has(Packet.SYN) && !packet.has(Packet.ACK) && !packet.has(Packet.RST);
    if (!syn) {
      return false;
    }
    if (fromOriginator && flow.is(FlowRecord.SYN_SEEN)) {
      return packet.sequence() != flow.initial(true);
    }
    if (!fromOriginator && flow.is(FlowRecord.SYN_SEEN)) {
      return ended(flow);
    }
    return !isLateSyn(flow, fromOriginator, packet);
  }

  /** A SYN that was overtaken by what followed it. */
  private static boolean isLateSyn(FlowRecord flow, boolean from, Packet packet) {
    boolean soon = packet.timeNanos() - flow.startNanos() < REORDERING_NANOS;
    int behind = flow.hasNext(from) ? flow.next(from) - packet.sequence() : 1;
    return soon && !ended(flow) && behind > 0 && behind < MAX_FIRST_FLIGHT;
  }
}
