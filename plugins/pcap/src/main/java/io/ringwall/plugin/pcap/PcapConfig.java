package io.ringwall.plugin.pcap;

import io.ringwall.plugin.pcap.flow.FlowLimits;
import io.ringwall.plugin.pcap.protocol.HeaderPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Settings of the reader of captures and interfaces.
 *
 * @param maxFlows flows tracked at the same time, about 200 bytes each; beyond that the one that
 *     would time out first is closed, and counted
 * @param maxInspectedFlows TCP connections whose payload is read at the same time, about 1 kB each;
 *     others are tracked all the same
 * @param maxReassemblyBytes memory for TCP segments that came before their turn
 * @param maxFragmentBytes memory for IP fragments that wait for others
 * @param fragmentTimeout how long they wait
 * @param tcpTimeout a TCP connection without a packet is closed after this (Zeek: 5 min)
 * @param attemptTimeout a TCP attempt without answer is closed after this (Zeek: 5 s)
 * @param lingerTimeout a closed TCP connection is remembered for this long (Zeek: 5 s)
 * @param udpTimeout a UDP flow without a packet is closed after this (Zeek: 1 min)
 * @param otherTimeout any other flow without a packet is closed after this (Zeek: 1 min)
 * @param activeTimeout a flow that lives on is reported each time this has passed
 * @param httpHeaders request headers that are kept
 * @param interfaces interfaces whose packets are read live, by name, {@code *} standing for any
 *     characters; empty: every bridge of this host, as Docker and CNI plugins make them
 * @param ringBytes memory that the kernel sets aside for each of them; what comes while it is full
 *     is lost, and counted
 * @param countedConnections TCP connections, for each interface, whose packets the kernel counts
 *     once they are settled and nobody reads their payload, 64 bytes each; 0: all packets are read
 */
public record PcapConfig(
    int maxFlows,
    int maxInspectedFlows,
    long maxReassemblyBytes,
    long maxFragmentBytes,
    Duration fragmentTimeout,
    Duration tcpTimeout,
    Duration attemptTimeout,
    Duration lingerTimeout,
    Duration udpTimeout,
    Duration otherTimeout,
    Duration activeTimeout,
    List<String> httpHeaders,
    List<String> interfaces,
    int ringBytes,
    int countedConnections) {
  private static final int MIN_RING = 1 << 20;
  private static final int MAX_RING = 1 << 30;
  private static final int MAX_COUNTED = 1 << 20;
  private static final Duration MAX_TIMEOUT = Duration.ofDays(365);

  /** Checks every setting. */
  public PcapConfig {
    positive("max-flows", maxFlows);
    positive("max-inspected-flows", maxInspectedFlows);
    positive("max-reassembly-bytes", maxReassemblyBytes);
    positive("max-fragment-bytes", maxFragmentBytes);
    timeout("fragment-timeout", fragmentTimeout);
    timeout("tcp-timeout", tcpTimeout);
    timeout("attempt-timeout", attemptTimeout);
    timeout("linger-timeout", lingerTimeout);
    timeout("udp-timeout", udpTimeout);
    timeout("other-timeout", otherTimeout);
    timeout("active-timeout", activeTimeout);
    httpHeaders = List.copyOf(httpHeaders);
    interfaces = List.copyOf(interfaces);
    if (ringBytes < MIN_RING || ringBytes > MAX_RING) {
      throw new IllegalArgumentException(
          "ring-bytes must be between " + MIN_RING + " and " + MAX_RING + ", was " + ringBytes);
    }
    if (countedConnections < 0 || countedConnections > MAX_COUNTED) {
      throw new IllegalArgumentException(
          "counted-connections must be between 0 and "
              + MAX_COUNTED
              + ", was "
              + countedConnections);
    }
  }

  /** What holds where the user says nothing. */
  public static PcapConfig defaults() {
    return new PcapConfig(
        1_000_000,
        50_000,
        64L << 20,
        16L << 20,
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofMinutes(1),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        List.of("host", "content-type", "referer", "x-forwarded-for"),
        List.of(),
        32 << 20,
        1 << 16);
  }

  private static void positive(String key, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(key + " must be positive, was " + value);
    }
  }

  private static void timeout(String key, Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(MAX_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          key + " must be more than 0 and at most 365 days, was " + value);
    }
  }

  FlowLimits flowLimits() {
    return new FlowLimits(
        maxFlows,
        tcpTimeout.toNanos(),
        attemptTimeout.toNanos(),
        lingerTimeout.toNanos(),
        udpTimeout.toNanos(),
        otherTimeout.toNanos(),
        activeTimeout.toNanos());
  }

  HeaderPolicy headerPolicy() {
    return new HeaderPolicy(
        httpHeaders.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet()));
  }
}
