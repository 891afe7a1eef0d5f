package io.ringwall.engine.learn;

import io.ringwall.engine.ledger.LedgerRecord;
import io.ringwall.engine.model.Model;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What learning has not decided, as the ledger keeps it: observations that wait, and stretches of
 * time that teach nothing. Not safe for several threads.
 */
public final class Undecided {
  private final Map<String, LedgerRecord> records = new LinkedHashMap<>();

  /** Takes in a record of the ledger; false when it is a record of something else. */
  public boolean restore(LedgerRecord record) {
    if (!UndecidedJson.KINDS.containsKey(record.kind())) {
      return false;
    }
    put(UndecidedJson.keyed(record));
    return true;
  }

  /** Takes in a record that is being written. */
  public void put(LearningRecord one) {
    records.remove(one.key());
    if (!one.settled()) {
      records.put(one.key(), one.record());
    }
  }

  /** All that stands, as {@link #restore} takes it. */
  public Collection<LedgerRecord> records() {
    return List.copyOf(records.values());
  }

  /** Shows what waits as candidates of this model, which is only to be looked at. */
  public void show(Model model) {
    for (LedgerRecord record : records.values()) {
      if (record.kind().equals(UndecidedJson.WAITS)) {
        Pending waits = UndecidedJson.waits(record);
        Subject subject = waits.subject();
        if (subject.edge() != null) {
          model.observe(subject.edge(), subject.by(), waits.seen(), null);
        }
      }
    }
  }

  /** Kinds of records, and the newest version of each. */
  public static Map<String, Integer> kinds() {
    return UndecidedJson.KINDS;
  }
}
