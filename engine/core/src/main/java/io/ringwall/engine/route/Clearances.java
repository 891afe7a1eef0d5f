package io.ringwall.engine.route;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.engine.ledger.LedgerRecord;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.FindingStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What operators said about findings, and have not taken back. Any thread reads; changes are made
 * on the thread that appends them to the ledger.
 */
final class Clearances {
  static final String MADE = "clearance";
  static final String UNDONE = "clearance-undone";
  static final int VERSION = 1;

  private static final JsonMapper MAPPER = JsonMapper.shared();

  /** Those kept at most; the oldest leave first, and with them what they said. */
  private static final int MAX = 10_000;

  private static final int RADIX = 36;

  private final Map<String, Clearance> byId = new LinkedHashMap<>();

  /** What holds of each finding, the last one said first. */
  private final Map<String, List<Clearance>> byFinding = new LinkedHashMap<>();

  private record Undone(String id, String by, Instant at) {}

  /** A new one about these findings; {@link #add} makes it hold. */
  synchronized Clearance make(
      FindingStatus status, String by, Instant at, String reason, List<Finding> about) {
    long number = at.toEpochMilli();
    while (byId.containsKey(Long.toString(number, RADIX))) {
      number++;
    }
    var counts = new TreeMap<String, Long>();
    about.forEach(finding -> counts.put(finding.id(), finding.count()));
    return new Clearance(Long.toString(number, RADIX), status, by, at, reason, counts);
  }

  /** It holds from now on. */
  synchronized void add(Clearance one) {
    byId.put(one.id(), one);
    one.findings()
        .keySet()
        .forEach(id -> byFinding.computeIfAbsent(id, _ -> new ArrayList<>(1)).addFirst(one));
    if (byId.size() > MAX) {
      remove(byId.keySet().iterator().next());
    }
  }

  /** It holds no longer; null when it is not known. */
  synchronized @Nullable Clearance remove(String id) {
    Clearance gone = byId.remove(id);
    if (gone != null) {
      gone.findings().keySet().forEach(finding -> forget(finding, gone));
    }
    return gone;
  }

  private void forget(String finding, Clearance gone) {
    List<Clearance> left = byFinding.get(finding);
    if (left != null && left.remove(gone) && left.isEmpty()) {
      byFinding.remove(finding);
    }
  }

  /** What holds of what was said about this finding; null for nothing. */
  synchronized @Nullable Clearance of(Finding finding) {
    List<Clearance> said = byFinding.get(finding.id());
    if (said == null || finding.status() != FindingStatus.NEW) {
      return null;
    }
    Clearance last = said.getFirst();
    long then = Objects.requireNonNullElse(last.findings().get(finding.id()), 0L);
    boolean again = last.status() == FindingStatus.RESOLVED && finding.count() > then;
    return again || last.status() == FindingStatus.NEW ? null : last;
  }

  /** Those that hold, in the order in which they were made. */
  synchronized List<Clearance> all() {
    return List.copyOf(byId.values());
  }

  static LedgerRecord record(Clearance one) {
    return new LedgerRecord(MADE, VERSION, MAPPER.writeValueAsString(one));
  }

  static LedgerRecord undone(String id, String by, Instant at) {
    return new LedgerRecord(UNDONE, VERSION, MAPPER.writeValueAsString(new Undone(id, by, at)));
  }

  /** All that hold, as {@link #restore} takes them. */
  List<LedgerRecord> records() {
    return all().stream().map(Clearances::record).toList();
  }

  /** Takes in what the ledger has of it. */
  void restore(LedgerRecord record) {
    try {
      if (record.kind().equals(MADE)) {
        add(MAPPER.readValue(record.json(), Clearance.class));
      } else {
        remove(MAPPER.readValue(record.json(), Undone.class).id());
      }
    } catch (JacksonException | IllegalArgumentException e) {
      throw new RingwallException(
          Category.INPUT,
          "the ledger's record of cleared findings cannot be read: " + record.json(),
          e);
    }
  }
}
