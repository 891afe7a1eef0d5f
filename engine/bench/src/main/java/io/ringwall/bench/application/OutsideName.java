package io.ringwall.bench.application;

import io.ringwall.sdk.event.IpAddress;
import java.util.List;

/**
 * A name that DNS knows.
 *
 * @param name the name asked for
 * @param aliases what it leads to, one after the other, before the addresses come
 * @param addresses its addresses
 */
record OutsideName(String name, List<String> aliases, List<IpAddress> addresses) {
  boolean sharesAddress(OutsideName other) {
    return !other.name.equals(name) && addresses.stream().anyMatch(other.addresses::contains);
  }
}
