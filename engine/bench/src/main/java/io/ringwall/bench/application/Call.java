package io.ringwall.bench.application;

import io.ringwall.bench.packet.Station;
import org.jspecify.annotations.Nullable;

/**
 * Who calls whom on one occasion.
 *
 * @param client the calling container; null for the host and the outside
 * @param server the called one; null for the host and the outside
 * @param from where the client stands
 * @param to where the server stands
 * @param network where the call is seen
 * @param far does it leave the host
 */
record Call(
    @Nullable Container client,
    @Nullable Container server,
    Station from,
    Station to,
    Network network,
    boolean far) {
  boolean isIpv4() {
    return from.address().isIpv4();
  }

  /** The other way round. */
  Call reversed() {
    return new Call(server, client, to, from, network, far);
  }
}
