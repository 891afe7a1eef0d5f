package io.ringwall.plugin.pcap;

import io.ringwall.plugin.pcap.flow.FlowListener;
import io.ringwall.plugin.pcap.flow.FlowRecord;
import io.ringwall.plugin.pcap.packet.Packet;
import io.ringwall.plugin.pcap.protocol.DnsLookup;
import io.ringwall.plugin.pcap.protocol.ExchangeListener;
import io.ringwall.plugin.pcap.protocol.FlowFacts;
import io.ringwall.plugin.pcap.protocol.HttpTransaction;
import io.ringwall.plugin.pcap.tally.Tally;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.plugin.EventSink;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns what happens to flows into events, and hands them to the engine. */
final class EventEmitter implements FlowListener, ExchangeListener {
  private final EventSink sink;
  private final EventFactory events;
  private final Inspections inspections;
  private final ArrayDeque<Event> exchanges = new ArrayDeque<>();
  private @Nullable FlowRecord current;
  private int emitted;

  EventEmitter(PcapConfig configuration, EventFactory events, EventSink sink, Tally tally) {
    this.sink = sink;
    this.events = events;
    this.inspections = new Inspections(configuration, this, tally);
  }

  @Override
  public void payload(FlowRecord flow, boolean fromOriginator, Packet packet)
      throws InterruptedException {
    current = flow;
    inspections.payload(flow, fromOriginator, packet);
    emitExchanges();
  }

  @Override
  public void silence(FlowRecord flow, long timeNanos) throws InterruptedException {
    current = flow;
    inspections.silence(flow, timeNanos);
    emitExchanges();
  }

  @Override
  public void phase(FlowRecord flow, FlowPhase phase, long timeNanos) throws InterruptedException {
    current = flow;
    if (phase == FlowPhase.CLOSE) {
      inspections.close(flow, timeNanos);
    } else if (phase == FlowPhase.UPDATE) {
      inspections.tick(flow, timeNanos);
    }
    emitExchanges();
    FlowFacts facts = inspections.facts(flow);
    emitted++;
    sink.emit(events.flow(flow, facts, phase, timeNanos));
  }

  /** Events emitted since {@link #startCounting}. */
  int emitted() {
    return emitted;
  }

  void startCounting() {
    emitted = 0;
  }

  private void emitExchanges() throws InterruptedException {
    for (Event event = exchanges.poll(); event != null; event = exchanges.poll()) {
      emitted++;
      sink.emit(event);
    }
  }

  @Override
  public void dns(DnsLookup lookup, long timeNanos) {
    exchanges.add(events.dns(Objects.requireNonNull(current), lookup, timeNanos));
  }

  @Override
  public void http(HttpTransaction transaction, long timeNanos) {
    exchanges.add(events.http(Objects.requireNonNull(current), transaction, timeNanos));
  }
}
