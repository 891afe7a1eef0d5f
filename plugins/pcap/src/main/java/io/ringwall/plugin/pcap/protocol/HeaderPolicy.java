package io.ringwall.plugin.pcap.protocol;

import java.util.Set;
import java.util.stream.Stream;

/** Which request headers are kept. Immutable. */
public final class HeaderPolicy {
  /** Those that are read in requests, whether they are kept or not. */
  private static final Set<String> READ =
      Set.of(
          "host",
          "user-agent",
          "content-type",
          "content-length",
          "transfer-encoding",
          "x-forwarded-for");

  private final Set<String> names;
  private final String[] read;

  /**
   * A policy that keeps these.
   *
   * @param names in lower case
   */
  public HeaderPolicy(Set<String> names) {
    this.names = Set.copyOf(names);
    this.read = Stream.concat(names.stream(), READ.stream()).distinct().toArray(String[]::new);
  }

  /** Those that are kept, in lower case. */
  Set<String> names() {
    return names;
  }

  /** Those that are kept, and those that are read; not to be changed. */
  String[] read() {
    return read;
  }
}
