package io.ringwall.testkit.application;

import io.ringwall.sdk.event.IpAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One container.
 *
 * @param id 64 hex digits
 * @param name its name
 * @param namespace its Compose project, or null where it has no labels
 * @param service its service
 * @param version tag of its image
 * @param ipv4 its address
 * @param ipv6 its other address, or null
 * @param started when it started
 * @param finished when it ended, or null while it runs
 */
record Replica(
    String id,
    String name,
    @Nullable String namespace,
    String service,
    String version,
    IpAddress ipv4,
    @Nullable IpAddress ipv6,
    Instant started,
    @Nullable Instant finished) {
  String repository() {
    return "registry.test/" + (namespace == null ? "tools" : namespace) + "/" + service;
  }

  /** Its class as an end of a {@link DrawnEdge}. */
  String end() {
    return (namespace == null ? "default" : namespace) + "/" + service + " " + repository();
  }

  boolean runs(Instant time) {
    return !started.isAfter(time) && (finished == null || finished.isAfter(time));
  }

  /** Is an address of it being handed over about this time. */
  boolean changesAbout(Instant time) {
    return near(started, time) || finished != null && near(finished, time);
  }

  private static boolean near(Instant one, Instant other) {
    return java.time.Duration.between(one, other).abs().compareTo(java.time.Duration.ofSeconds(8))
        < 0;
  }

  Station station() {
    return new Station(ipv4, Station.macOf(ipv4));
  }

  Station station6() {
    return new Station(ipv6 == null ? ipv4 : ipv6, Station.macOf(ipv4));
  }
}
