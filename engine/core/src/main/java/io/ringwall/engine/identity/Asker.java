package io.ringwall.engine.identity;

import io.ringwall.sdk.event.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who resolves names: a container, whichever of its addresses it asks from, or an address that no
 * container is known to hold.
 */
record Asker(@Nullable String containerId, @Nullable IpAddress address) {
  static Asker container(String id) {
    return new Asker(id, null);
  }

  static Asker address(IpAddress address) {
    return new Asker(null, address);
  }
}
