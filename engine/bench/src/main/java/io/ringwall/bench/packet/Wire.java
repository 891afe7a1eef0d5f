package io.ringwall.bench.packet;

import io.ringwall.sdk.event.IpAddress;
import java.util.random.RandomGenerator;

/**
 * What carries a talk between two stations, and how fast.
 *
 * @param client who begins
 * @param server with whom
 * @param delayNanos typical time from one packet to the next
 * @param random where jitter comes from
 */
public record Wire(Station client, Station server, long delayNanos, RandomGenerator random) {
  /** The time after a packet at which the next one is seen. */
  long next(long nanos) {
    return nanos + delayNanos / 2 + random.nextLong(delayNanos);
  }

  Station from(boolean client) {
    return client ? this.client : server;
  }

  IpAddress address(boolean client) {
    return from(client).address();
  }

  byte[] frame(boolean fromClient, int protocol, byte[] payload) {
    return Frames.ip(
        from(fromClient), from(!fromClient), protocol, random.nextInt(0x10000), payload);
  }
}
