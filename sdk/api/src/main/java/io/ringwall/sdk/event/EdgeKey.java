package io.ringwall.sdk.event;

import java.util.Objects;

/**
 * Who speaks to whom: the unit that is learned, allowed, denied and enforced.
 *
 * @param from who sends the first packet
 * @param to who it is meant for
 * @param protocol protocol above IP
 * @param port the server's port after translation; for ICMP its type; for {@link Protocol#OTHER}
 *     the IP protocol number
 */
public record EdgeKey(EdgeEnd from, EdgeEnd to, Protocol protocol, int port) {
  public EdgeKey {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(protocol, "protocol");
  }

  /** For people: {@code shop/carts → shop/carts-db 6379/tcp}. */
  @Override
  public String toString() {
    return from
        + " → "
        + to
        + " "
        + port
        + "/"
        + protocol.name().toLowerCase(java.util.Locale.ROOT);
  }
}
