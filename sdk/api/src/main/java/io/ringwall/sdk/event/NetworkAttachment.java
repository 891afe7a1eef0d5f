package io.ringwall.sdk.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workload's place in one network.
 *
 * @param name network name
 * @param id network id
 * @param addresses the addresses it holds there
 * @param mac hardware address, lower-case with colons
 * @param aliases names that the network's own DNS answers for it
 */
public record NetworkAttachment(
    String name,
    @Nullable String id,
    List<IpAddress> addresses,
    @Nullable String mac,
    List<String> aliases) {
  public NetworkAttachment {
    addresses = List.copyOf(addresses);
    aliases = List.copyOf(aliases);
  }
}
