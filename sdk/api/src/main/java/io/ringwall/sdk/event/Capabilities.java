package io.ringwall.sdk.event;

import java.util.List;

/**
 * Linux capabilities of a process.
 *
 * @param effective those in force, such as CAP_NET_ADMIN
 * @param permitted those it may take up
 */
public record Capabilities(List<String> effective, List<String> permitted) {
  public Capabilities {
    effective = List.copyOf(effective);
    permitted = List.copyOf(permitted);
  }
}
