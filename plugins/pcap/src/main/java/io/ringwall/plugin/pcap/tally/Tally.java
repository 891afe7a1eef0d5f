package io.ringwall.plugin.pcap.tally;

import io.ringwall.sdk.plugin.Diagnostics;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one source counted since it last reported. Cheap enough for every bad packet of a flood;
 * reported in batches. Not thread-safe.
 */
public final class Tally {
  private static final int MAX_REASONS = 256;
  private static final int MAX_REMARKS = 64;

  private final Map<String, long[]> malformed = new TreeMap<>();
  private final Map<String, long[]> dropped = new TreeMap<>();
  private final Map<String, long[]> counts = new TreeMap<>();
  private final Set<String> remarks = new LinkedHashSet<>();
  private int remarksReported;

  /** Counts one piece of input that could not be read. */
  public void malformed(String reason) {
    add(malformed, reason, 1);
  }

  /** Counts good input that was lost. */
  public void dropped(String reason, long count) {
    add(dropped, reason, count);
  }

  /** Counts work done. */
  public void count(String what, long count) {
    add(counts, what, count);
  }

  /** Keeps a sentence for the user, once. */
  public void remark(String sentence) {
    if (remarks.size() < MAX_REMARKS) {
      remarks.add(sentence);
    }
  }

  /** How much was malformed for this reason since the last report. */
  public long malformedBy(String reason) {
    long[] count = malformed.get(reason);
    return count == null ? 0 : count[0];
  }

  /** Everything malformed since the last report, by reason. */
  public Map<String, Long> allMalformed() {
    Map<String, Long> all = new TreeMap<>();
    malformed.forEach((reason, count) -> all.put(reason, count[0]));
    return all;
  }

  /** Hands everything to the engine and starts again from zero. */
  public void report(Diagnostics diagnostics) {
    malformed.forEach((reason, count) -> diagnostics.malformed(reason, count[0]));
    dropped.forEach((reason, count) -> diagnostics.dropped(reason, count[0]));
    counts.forEach((what, count) -> diagnostics.count(what, count[0]));
    malformed.clear();
    dropped.clear();
    counts.clear();
    remarks.stream().skip(remarksReported).forEach(diagnostics::remark);
    remarksReported = remarks.size();
  }

  private static void add(Map<String, long[]> counters, String name, long count) {
    long[] counter = counters.get(name);
    if (counter == null) {
      String key = counters.size() < MAX_REASONS ? name : "other";
      counter = counters.computeIfAbsent(key, _ -> new long[1]);
    }
    counter[0] += count;
  }
}
