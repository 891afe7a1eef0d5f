package io.ringwall.engine.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last safe revision of each finding, for whoever asks. Safe for any thread. */
final class FindingBoard {
  private final int max;
  private final Clearances clearances;
  private final Map<String, FindingRecord> last = new LinkedHashMap<>();

  /**
   * A board without findings.
   *
   * @param max findings kept; those not revised for longest leave first
   */
  FindingBoard(int max, Clearances clearances) {
    this.max = max;
    this.clearances = clearances;
  }

  /** This revision is safe. */
  synchronized void put(FindingRecord one) {
    last.remove(one.finding().id());
    last.put(one.finding().id(), one);
    if (last.size() > max) {
      last.remove(last.keySet().iterator().next());
    }
  }

  /** All findings as they stand. */
  List<ListedFinding> all() {
    List<FindingRecord> records;
    synchronized (this) {
      records = new ArrayList<>(last.values());
    }
    return records.stream().map(this::listed).toList();
  }

  /** A finding as it stands, or null. */
  @Nullable ListedFinding one(String id) {
    FindingRecord record;
    synchronized (this) {
      record = last.get(id);
    }
    return record == null ? null : listed(record);
  }

  private ListedFinding listed(FindingRecord record) {
    return new ListedFinding(record.finding(), clearances.of(record.finding()), record.line());
  }
}
