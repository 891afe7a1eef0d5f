package io.ringwall.plugin.pcap.protocol;

import java.util.Set;

/**
 * Which request headers are kept.
 *
 * @param names in lower case
 */
public record HeaderPolicy(Set<String> names) {
  /** Copies the names. */
  public HeaderPolicy {
    names = Set.copyOf(names);
  }
}
