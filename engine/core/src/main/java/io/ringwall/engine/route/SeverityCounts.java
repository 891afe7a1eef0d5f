package io.ringwall.engine.route;

import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.Severity;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts revisions of findings by severity. Safe for any thread. */
final class SeverityCounts {
  private final Map<Severity, LongAdder> counts;

  SeverityCounts() {
    Map<Severity, LongAdder> all = new EnumMap<>(Severity.class);
    Arrays.stream(Severity.values()).forEach(severity -> all.put(severity, new LongAdder()));
    counts = Collections.unmodifiableMap(all);
  }

  void count(Finding finding) {
    LongAdder counter = counts.get(finding.severity());
    if (counter != null) {
      counter.increment();
    }
  }

  SortedMap<String, Long> counts() {
    SortedMap<String, Long> all = new TreeMap<>();
    counts.forEach(
        (severity, count) -> all.put(severity.name().toLowerCase(Locale.ROOT), count.sum()));
    return all;
  }
}
