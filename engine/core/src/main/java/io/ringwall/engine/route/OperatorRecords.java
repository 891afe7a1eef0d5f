package io.ringwall.engine.route;

import io.ringwall.engine.ledger.LedgerRecord;
import java.util.ArrayList;
import java.util.List;

/** What operators said to a running engine, as the ledger keeps it. */
final class OperatorRecords {
  private final Clearances clearances = new Clearances();
  private volatile OperatorModes modes = OperatorModes.NONE;

  Clearances clearances() {
    return clearances;
  }

  OperatorModes modes() {
    return modes;
  }

  /** These hold from now on; on the thread that appends to the ledger. */
  void modes(OperatorModes next) {
    modes = next;
  }

  /** False when it is a record of something else. */
  boolean restore(LedgerRecord record) {
    switch (record.kind()) {
      case Clearances.MADE, Clearances.UNDONE -> clearances.restore(record);
      case OperatorModes.KIND -> modes = OperatorModes.restore(record);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** All that stands, as {@link #restore} takes it. */
  List<LedgerRecord> records() {
    List<LedgerRecord> all = new ArrayList<>(clearances.records());
    if (!modes.all().isEmpty()) {
      all.add(modes.record());
    }
    return all;
  }
}
