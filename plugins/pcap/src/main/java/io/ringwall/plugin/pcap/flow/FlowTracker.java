package io.ringwall.plugin.pcap.flow;

import io.ringwall.plugin.pcap.packet.IpProtocol;
import io.ringwall.plugin.pcap.packet.Packet;
import io.ringwall.plugin.pcap.tally.Tally;
import io.ringwall.sdk.event.FlowPhase;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Sorts packets into flows and tells a listener what becomes of them. Driven by packet time alone,
 * so that the same packets give the same calls. Not thread-safe.
 */
public final class FlowTracker {
  /** So many packets may be expected at a time. */
  public static final int AHEAD = 32;

  private static final int INITIAL_PHASE = 1;
  private static final int NOW_ESTABLISHED = 2;
  private static final int NOW_ANSWERED = 4;

  private final FlowLimits limits;
  private final FlowListener listener;
  private final Tally tally;
  private final FlowTable table;
  private final TimerWheel wheel;
  private final FlowRecord flow;
  private final FlowRecord expiring;
  private final FlowRecord deadlines;
  private final @Nullable CountedFlows counted;
  private final FlowKey key = new FlowKey();
  private final FlowKey scratch = new FlowKey();
  private final int[] hashes = new int[AHEAD];
  private long now = Long.MIN_VALUE;

  /** An empty table. */
  public FlowTracker(FlowLimits limits, FlowListener listener, Tally tally) {
    this(limits, listener, tally, null);
  }

  /**
   * An empty table.
   *
   * @param counts counts packets of settled connections, which are then not given here; or null
   */
  public FlowTracker(
      FlowLimits limits, FlowListener listener, Tally tally, @Nullable PacketCounts counts) {
    this.limits = limits;
    this.listener = listener;
    this.tally = tally;
    this.table = new FlowTable(limits.maxFlows(), counts);
    this.counted = counts == null ? null : new CountedFlows(counts, table, tally);
    this.wheel = new TimerWheel(table, this::deadline);
    this.flow = new FlowRecord(table);
    this.expiring = new FlowRecord(table);
    this.deadlines = new FlowRecord(table);
  }

  /** Flows that are alive, or linger after their end. */
  public int size() {
    return table.size();
  }

  /** Everything that is due before this time has been told. */
  public long completeUntil() {
    return now;
  }

  /**
   * Gets ready for packets that come next, so that they need not wait for memory one by one. It
   * changes nothing, and none of them has to come.
   *
   * @param data where Ethernet frames are
   * @param starts index of the first byte of each
   * @param count how many, at most {@link #AHEAD}
   */
  public void expect(ByteBuffer data, int[] starts, int count) {
    int guessed = 0;
    for (int i = 0; i < count; i++) {
      if (scratch.guess(data, starts[i])) {
        hashes[guessed++] = scratch.hash();
      }
    }
    table.expect(hashes, guessed);
  }

  /**
   * Takes a packet.
   *
   * @param packet the packet
   * @param identity number of its input, and its offset there: names the flow if it begins one
   */
  public void packet(Packet packet, long identity) throws InterruptedException {
    advance(packet.timeNanos());
    if (packet.quoting() && failQuoted(packet)) {
      return;
    }
    if (packet.protocol() == IpProtocol.ARP && isAnnouncement(packet)) {
      return;
    }
    key.of(packet);
    int hash = key.hash();
    int id = table.find(key, hash);
    if (counted != null && id != FlowTable.NONE && counted.endsAt(flow.on(id), packet)) {
      counted.takeBack(flow, now);
    }
    if (id != FlowTable.NONE && isReplaced(flow.on(id), packet)) {
      end(flow, packet.timeNanos());
      remove(flow);
      id = FlowTable.NONE;
    }
    int phases = 0;
    if (id == FlowTable.NONE) {
      id = begin(packet, hash, identity);
      phases = INITIAL_PHASE;
    }
    flow.on(id);
    if (!flow.is(FlowRecord.CLOSED)) {
      update(packet, !key.reversed, phases);
      if (counted != null && flow.isLeftAlone()) {
        counted.consider(flow, packet);
      }
    }
  }

  private void takeBack(FlowRecord taken) {
    if (counted != null && taken.isCounted()) {
      counted.takeBack(taken, now);
    }
  }

  /** An address nobody asked for: gratuitous ARP, or a probe before the sender has one. */
  private static boolean isAnnouncement(Packet packet) {
    boolean nobody = (int) packet.sourceLow() == 0 || (int) packet.destinationLow() == 0;
    return nobody || packet.sourceLow() == packet.destinationLow();
  }

  private boolean isReplaced(FlowRecord known, Packet packet) {
    return known.isTcp() && TcpConnection.isAnother(known, !key.reversed, packet);
  }

  private int begin(Packet packet, int hash, long identity) throws InterruptedException {
    if (table.full()) {
      evict();
    }
    boolean flipped = Initiator.flipped(key, packet);
    int id = table.add(key, hash, flipped);
    key.reversed = flipped;
    flow.on(id).begin(packet, flipped, identity);
    if (flipped) {
      flow.letter(true, '^');
    }
    if (flow.isTcp() && !packet.has(Packet.SYN)) {
      flow.set(FlowRecord.PRE_EXISTING);
    }
    wheel.schedule(id, packet.timeNanos() + Math.min(FlowLimits.AGED_NANOS, idleNanos(flow)));
    return id;
  }

  private void evict() throws InterruptedException {
    int victim = wheel.first();
    while (expiring.on(victim).is(FlowRecord.WAITS)) {
      // It is not due for its age; it lost packets, as others do where there is a flood.
      wheel.cancel(victim);
      endWaiting(expiring);
      victim = wheel.first();
    }
    tally.dropped("flow-table-full", 1);
    end(expiring.on(victim), now);
    remove(expiring);
  }

  private void update(Packet packet, boolean fromOriginator, int begun)
      throws InterruptedException {
    flow.touch(fromOriginator, packet);
    if (flow.isTcp()) {
      updateTcp(packet, fromOriginator);
    } else {
      flow.addBytes(fromOriginator, packet.wireLength());
      flow.letter(fromOriginator, 'd');
    }
    int phases = begun | phases(packet, fromOriginator);
    boolean speaks = packet.payloadLength() > 0 || flow.is(FlowRecord.WAITS);
    if (speaks && !flow.is(FlowRecord.UNINTERESTING)) {
      payload(packet, fromOriginator);
    }
    tell(phases, packet);
  }

  private void payload(Packet packet, boolean fromOriginator) throws InterruptedException {
    boolean waited = flow.is(FlowRecord.WAITS);
    listener.payload(flow, fromOriginator, packet);
    if (flow.is(FlowRecord.WAITS) && !waited) {
      reschedule(deadline(flow.id()));
    }
  }

  /** Where a deadline is brought forward; later ones are found out when the old one has come. */
  private void reschedule(long time) {
    wheel.cancel(flow.id());
    wheel.schedule(flow.id(), time);
  }

  private void updateTcp(Packet packet, boolean fromOriginator) {
    boolean open = !TcpConnection.ended(flow);
    TcpConnection.update(flow, fromOriginator, packet);
    if (open && TcpConnection.ended(flow)) {
      reschedule(flow.lastNanos() + limits.lingerNanos());
    }
  }

  private int phases(Packet packet, boolean fromOriginator) {
    int phases = 0;
    if (!flow.is(FlowRecord.ESTABLISHED) && isEstablished(packet, fromOriginator)) {
      flow.set(FlowRecord.ESTABLISHED);
      phases |= NOW_ESTABLISHED;
    }
    if (!flow.is(FlowRecord.ANSWERED) && !fromOriginator && isAnswer(packet)) {
      flow.set(FlowRecord.ANSWERED);
      phases |= NOW_ANSWERED;
    }
    return phases;
  }

  private boolean isEstablished(Packet packet, boolean fromOriginator) {
    return flow.isTcp()
        ? TcpConnection.established(flow, fromOriginator, packet)
        : flow.is(FlowRecord.ORIGINATOR_SPOKE) && flow.is(FlowRecord.RESPONDER_SPOKE);
  }

  private boolean isAnswer(Packet packet) {
    return !flow.isTcp() || packet.wireLength() > 0 || packet.has(Packet.RST);
  }

  private void tell(int phases, Packet packet) throws InterruptedException {
    long time = packet.timeNanos();
    if ((phases & INITIAL_PHASE) != 0) {
      listener.phase(flow, FlowPhase.ATTEMPT, time);
    }
    if ((phases & NOW_ESTABLISHED) != 0) {
      listener.phase(flow, FlowPhase.ESTABLISHED, time);
    }
    if (flow.isTcp() && isOver(packet)) {
      end(flow, time);
    } else if (phases == NOW_ANSWERED) {
      listener.phase(flow, FlowPhase.UPDATE, time);
    }
  }

  /** After the second FIN, its acknowledgement is waited for: it is part of the connection. */
  private boolean isOver(Packet packet) {
    return TcpConnection.ended(flow) && (packet.has(Packet.RST) || !packet.has(Packet.FIN));
  }

  /** Closes a flow; it lingers, so that stragglers do not begin another one. */
  private void end(FlowRecord ending, long time) throws InterruptedException {
    if (!ending.is(FlowRecord.CLOSED)) {
      takeBack(ending);
      ending.set(FlowRecord.CLOSED);
      ending.await(false);
      listener.phase(ending, FlowPhase.CLOSE, time);
      ending.attach(null);
    }
  }

  private void remove(FlowRecord gone) {
    wheel.cancel(gone.id());
    table.remove(gone.id(), gone.hash(scratch));
  }

  /** An ICMP error is an answer of the flow it quotes; false when that flow is not known. */
  private boolean failQuoted(Packet packet) throws InterruptedException {
    scratch.of(packet.quoted(), packet.context());
    int id = table.find(scratch, scratch.hash());
    if (id == FlowTable.NONE) {
      return false;
    }
    flow.on(id);
    boolean news = !flow.is(FlowRecord.CLOSED) && !flow.is(FlowRecord.ANSWERED);
    if (news) {
      flow.set(FlowRecord.ANSWERED);
      flow.set(FlowRecord.ICMP_ERROR);
      listener.phase(flow, FlowPhase.UPDATE, packet.timeNanos());
    }
    return true;
  }

  /** Lets time pass without a packet. */
  public void advance(long time) throws InterruptedException {
    if (time <= now) {
      return;
    }
    now = time;
    if (counted != null) {
      counted.advance(now);
    }
    for (int id = wheel.take(now); id != FlowTable.NONE; id = wheel.take(now)) {
      fire(expiring.on(id));
    }
  }

  /** Ends the input: every flow is closed, in the order in which it would have timed out. */
  public void finish() throws InterruptedException {
    for (int id = wheel.first(); id != FlowTable.NONE; id = wheel.first()) {
      end(expiring.on(id), now);
      remove(expiring);
    }
  }

  private long deadline(int id) {
    FlowRecord asked = deadlines.on(id);
    long event = Math.min(asked.lastNanos() + idleNanos(asked), nextReport(asked));
    return Math.min(event, silence(asked));
  }

  private static long silence(FlowRecord asked) {
    return asked.is(FlowRecord.WAITS)
        ? asked.lastNanos() + FlowLimits.SILENCE_NANOS
        : Long.MAX_VALUE;
  }

  /** Tells what is due by now, and schedules the rest. */
  private void fire(FlowRecord due) throws InterruptedException {
    if (counted != null && due.isCounted()) {
      counted.note(due, now);
    }
    long idle = due.lastNanos() + idleNanos(due);
    long event = Math.min(idle, nextReport(due));
    if (silence(due) <= Math.min(event, now)) {
      endWaiting(due);
    } else if (event > now) {
      wheel.schedule(due.id(), deadline(due.id()));
    } else if (event == idle) {
      expire(due, idle);
    } else {
      report(due, event);
      wheel.schedule(due.id(), deadline(due.id()));
    }
  }

  private void endWaiting(FlowRecord due) throws InterruptedException {
    long silence = silence(due);
    due.await(false);
    listener.silence(due, silence);
    wheel.schedule(due.id(), deadline(due.id()));
  }

  private void expire(FlowRecord due, long time) throws InterruptedException {
    end(due, time);
    table.remove(due.id(), due.hash(scratch));
  }

  private long nextReport(FlowRecord due) {
    if (due.is(FlowRecord.CLOSED)) {
      return Long.MAX_VALUE;
    }
    long active = due.startNanos() + (due.activeReports() + 1) * limits.activeNanos();
    boolean ages = !due.is(FlowRecord.ANSWERED) && !due.is(FlowRecord.AGED);
    return ages ? Math.min(active, due.startNanos() + FlowLimits.AGED_NANOS) : active;
  }

  private void report(FlowRecord due, long time) throws InterruptedException {
    boolean ages = time == due.startNanos() + FlowLimits.AGED_NANOS && !due.is(FlowRecord.AGED);
    if (ages) {
      due.set(FlowRecord.AGED);
    } else {
      due.countActiveReport();
    }
    listener.phase(due, FlowPhase.UPDATE, time);
  }

  private long idleNanos(FlowRecord idle) {
    return switch (idle.protocol()) {
      case IpProtocol.TCP -> tcpIdleNanos(idle);
      case IpProtocol.UDP, IpProtocol.UDP_LITE -> limits.udpNanos();
      default -> limits.otherNanos();
    };
  }

  private long tcpIdleNanos(FlowRecord idle) {
    if (idle.is(FlowRecord.CLOSED) || TcpConnection.ended(idle)) {
      return limits.lingerNanos();
    }
    boolean attempt = !idle.is(FlowRecord.RESPONDER_SPOKE) && idle.bytes(true) == 0;
    return attempt ? limits.attemptNanos() : limits.tcpNanos();
  }
}
