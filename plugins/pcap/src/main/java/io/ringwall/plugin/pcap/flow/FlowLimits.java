package io.ringwall.plugin.pcap.flow;

import java.time.Duration;

/**
 * How long flows live and how many there may be.
 *
 * @param maxFlows flows at the same time; beyond that the one due first is closed
 * @param tcpNanos open TCP connection without a packet
 * @param attemptNanos TCP attempt without answer, in nanoseconds
 * @param lingerNanos closed TCP connection, kept for stragglers
 * @param udpNanos UDP flow without a packet
 * @param otherNanos any other flow without a packet
 * @param activeNanos how often a flow that lives on is reported
 */
public record FlowLimits(
    int maxFlows,
    long tcpNanos,
    long attemptNanos,
    long lingerNanos,
    long udpNanos,
    long otherNanos,
    long activeNanos) {
  /** Age at which an unanswered flow is reported with its counters as of then. */
  static final long AGED_NANOS = Duration.ofSeconds(5).toNanos();

  /** After so much silence, nothing is awaited any more. */
  static final long SILENCE_NANOS = Duration.ofSeconds(3).toNanos();
}
