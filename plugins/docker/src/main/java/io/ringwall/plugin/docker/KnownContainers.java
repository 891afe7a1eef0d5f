package io.ringwall.plugin.docker;

import io.ringwall.sdk.event.NetworkAttachment;
import io.ringwall.sdk.event.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What inventories told, for whoever reads a log of events later. Safe for any thread. */
final class KnownContainers {
  /** Docker gives a container its addresses before it starts it. */
  private static final Duration BEFORE_START = Duration.ofSeconds(10);

  private final Map<String, Known> byId = new ConcurrentHashMap<>();

  /**
   * A container in the life that an inventory saw.
   *
   * @param healthProbe command of its health check, as Docker prints it in exec events
   */
  record Known(
      Workload workload,
      @Nullable Instant started,
      @Nullable Instant finished,
      @Nullable String healthProbe) {

    /** The workload at that time: addresses of another life are not its. */
    Workload at(Instant time) {
      boolean lives =
          started != null
              && !time.isBefore(started.minus(BEFORE_START))
              && (finished == null || !time.isAfter(finished.plus(BEFORE_START)));
      return lives ? workload : Workloads.withoutLife(workload);
    }

    /** Its place in that network, or null where nothing is known of it then. */
    @Nullable NetworkAttachment in(String network, Instant time) {
      List<NetworkAttachment> networks = at(time).networks();
      return networks.stream().filter(n -> n.name().equals(network)).findFirst().orElse(null);
    }
  }

  private final Map<String, Instant> ends = new ConcurrentHashMap<>();

  /** A life of this container is over. */
  void ended(String containerId, Instant at) {
    ends.put(containerId, at);
  }

  /** Has a life of this container ended since it was last added. */
  boolean wasEnded(String containerId) {
    return ends.containsKey(containerId);
  }

  /** A container that will not come back. */
  void forget(String containerId) {
    byId.remove(containerId);
    ends.remove(containerId);
  }

  void add(Known known) {
    byId.put(known.workload().containerId(), known);
  }

  @Nullable Known find(String containerId) {
    return byId.get(containerId);
  }
}
