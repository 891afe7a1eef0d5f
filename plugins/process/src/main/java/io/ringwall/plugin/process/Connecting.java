package io.ringwall.plugin.process;

import io.ringwall.sdk.event.AddressPair;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.ProcessRef;
import java.time.Instant;

/** A connection that a process began. One thread. */
final class Connecting {
  private final long number;
  private final ProcessRef process;
  private final IpAddress to;
  private final int toPort;
  private final Instant begun;
  private AddressPair ends;
  private boolean told;
  private boolean unanswered;

  /**
   * A connection of which nothing was told yet.
   *
   * @param number no other has
   * @param to whom, before any translation
   */
  Connecting(long number, ProcessRef process, IpAddress to, int toPort, Instant begun) {
    this.number = number;
    this.process = process;
    this.to = to;
    this.toPort = toPort;
    this.begun = begun;
    this.ends = new AddressPair(to, 0, to, toPort);
  }

  /** Its own end is known now. */
  void from(IpAddress address, int port) {
    ends = new AddressPair(address, port, to, toPort);
  }

  /** Is this the first thing that is told of it; true once. */
  boolean tell() {
    boolean first = !told;
    told = true;
    return first;
  }

  /** Nobody answered for a second. */
  void waits() {
    unanswered = true;
  }

  boolean unanswered() {
    return unanswered;
  }

  long number() {
    return number;
  }

  ProcessRef process() {
    return process;
  }

  Instant begun() {
    return begun;
  }

  AddressPair ends() {
    return ends;
  }
}
