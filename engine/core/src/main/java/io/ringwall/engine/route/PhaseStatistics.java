package io.ringwall.engine.route;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What one phase read and did.
 *
 * @param name {@code learn} or {@code alert}
 * @param files the files that were read
 * @param events events let in, by kind: {@code Flow}, {@code DnsExchange}, …
 * @param stations what the stations counted, such as {@code flows}, {@code observations-counted},
 *     {@code evicted-flows}
 * @param first time of the first recorded event; null without any
 * @param last time of the last recorded event; null without any
 */
public record PhaseStatistics(
    String name,
    List<Path> files,
    SortedMap<String, Long> events,
    SortedMap<String, Long> stations,
    @Nullable Instant first,
    @Nullable Instant last) {
  public PhaseStatistics {
    files = List.copyOf(files);
  }

  /** All events that were let in. */
  public long eventCount() {
    return events.values().stream().mapToLong(Long::longValue).sum();
  }
}
