package io.ringwall.engine.learn;

import io.ringwall.engine.ledger.LedgerRecord;

/**
 * Something that learning has not decided, as the ledger keeps it. A later record of the same key
 * takes the place of an earlier one.
 *
 * @param key what it is about
 * @param record the record
 * @param settled it says only that nothing of this key is undecided any more
 */
public record LearningRecord(String key, LedgerRecord record, boolean settled) {}
