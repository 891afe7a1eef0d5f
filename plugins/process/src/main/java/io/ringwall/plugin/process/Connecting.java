package io.ringwall.plugin.process;

import io.ringwall.sdk.event.AddressPair;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.ProcessRef;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A connection that a process began, or that was made to one. One thread. */
final class Connecting {
  /** Both sides of one connection are there within this; its first packets may be lost. */
  private static final Duration TOGETHER = Duration.ofSeconds(10);

  private final @Nullable ProcessRef process;
  private final @Nullable String container;
  private final boolean accepted;
  private final Instant begun;
  private long number;
  private AddressPair ends;
  private boolean told;
  private boolean unanswered;

  private Connecting(
      long number,
      @Nullable ProcessRef process,
      @Nullable String container,
      boolean accepted,
      AddressPair ends,
      Instant begun) {
    this.number = number;
    this.process = process;
    this.container = container;
    this.accepted = accepted;
    this.ends = ends;
    this.begun = begun;
    this.told = accepted;
  }

  /**
   * A connection that a process begins, of which nothing was told yet.
   *
   * @param number no other has
   * @param container whose process it is; null for none
   * @param to whom, before any translation
   */
  static Connecting begun(
      long number,
      ProcessRef process,
      @Nullable String container,
      IpAddress to,
      int toPort,
      Instant begun) {
    var ends = new AddressPair(to, 0, to, toPort);
    return new Connecting(number, process, container, false, ends, begun);
  }

  /** A connection that was made to a container that shares the host's network. */
  static Connecting accepted(long number, String container, AddressPair ends, Instant begun) {
    return new Connecting(number, null, container, true, ends, begun);
  }

  /** The end of this side's socket is known now. */
  void from(IpAddress address, int port) {
    if (!accepted) {
      ends = new AddressPair(address, port, ends.responder(), ends.responderPort());
    }
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

  /**
   * Is it the other side of this connection, whose ends are the same: then both have one number.
   */
  boolean joins(Connecting other) {
    Duration apart = Duration.between(other.begun, begun).abs();
    if (accepted == other.accepted || apart.compareTo(TOGETHER) > 0) {
      return false;
    }
    number = other.number;
    return true;
  }

  @Nullable ProcessRef process() {
    return process;
  }

  /** The container that has this side, or null. */
  @Nullable String container() {
    return container;
  }

  /** Was it made to this side. */
  boolean accepted() {
    return accepted;
  }

  Instant begun() {
    return begun;
  }

  AddressPair ends() {
    return ends;
  }
}
