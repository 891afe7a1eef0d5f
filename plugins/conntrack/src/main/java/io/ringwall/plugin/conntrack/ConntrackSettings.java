package io.ringwall.plugin.conntrack;

import io.ringwall.sdk.event.AddressBlock;
import java.util.List;

/**
 * Settings of the source of tracked connections.
 *
 * @param networks blocks of addresses, {@code 10.0.0.0/8}; a connection is told if an end of it,
 *     before or after translation, lies in one. Empty: the networks of this host's bridges, as
 *     Docker and CNI plugins make them
 * @param bufferBytes memory in which the kernel keeps changes until they are read; what comes while
 *     it is full is lost, counted, and made up for by reading the table
 * @param maxConnections connections followed at the same time, about 300 bytes each; others are not
 *     told, and counted
 */
public record ConntrackSettings(List<String> networks, int bufferBytes, int maxConnections) {
  private static final int MIN_BUFFER = 1 << 16;
  private static final int MAX_BUFFER = 1 << 30;

  /** Checks every setting. */
  public ConntrackSettings {
    networks = List.copyOf(networks);
    networks.forEach(AddressBlock::parse);
    if (bufferBytes < MIN_BUFFER || bufferBytes > MAX_BUFFER) {
      throw new IllegalArgumentException(
          "buffer-bytes must be between "
              + MIN_BUFFER
              + " and "
              + MAX_BUFFER
              + ", was "
              + bufferBytes);
    }
    if (maxConnections <= 0) {
      throw new IllegalArgumentException("max-connections must be positive, was " + maxConnections);
    }
  }

  /** What holds where the user says nothing. */
  static ConntrackSettings defaults() {
    return new ConntrackSettings(List.of(), 8 << 20, 131_072);
  }
}
