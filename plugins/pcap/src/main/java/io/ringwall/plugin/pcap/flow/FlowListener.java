package io.ringwall.plugin.pcap.flow;

import io.ringwall.plugin.pcap.packet.Packet;
import io.ringwall.sdk.event.FlowPhase;

/** Is told what happens to flows. */
public interface FlowListener {
  /**
   * A packet of a flow has payload, or comes while more is awaited. Called before {@link #phase}
   * for the same packet, so that what it shows is known there.
   */
  void payload(FlowRecord flow, boolean fromOriginator, Packet packet) throws InterruptedException;

  /** A flow of which more is awaited ({@link FlowRecord#await}) said nothing for three seconds. */
  void silence(FlowRecord flow, long timeNanos) throws InterruptedException;

  /**
   * A flow reached a phase; UPDATE also when it was answered, is five seconds old, or was open for
   * another active time-out.
   */
  void phase(FlowRecord flow, FlowPhase phase, long timeNanos) throws InterruptedException;
}
