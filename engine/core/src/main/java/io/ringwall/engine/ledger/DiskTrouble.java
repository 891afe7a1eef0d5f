package io.ringwall.engine.ledger;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a ledger whose disk does not take what is written: it is full, read-only or
 * broken. Called on the ledger's thread; must not block.
 */
public interface DiskTrouble {
  /** The ledger fails at once, and says so to everybody who appends. */
  DiskTrouble FAIL = (problem, tries) -> null;

  /**
   * A group could not be written or synced; of what was said to be safe, nothing is touched.
   *
   * @param problem why
   * @param tries how often this group was tried, from 1
   * @return how long to wait before it is tried again; null when the ledger fails
   */
  @Nullable Duration failed(IOException problem, int tries);

  /** The group that could not be written is safe now. */
  default void over() {}

  /** No new file could be begun: the present one grows on, and it is tried again later. */
  default void notRenewed(IOException problem) {}
}
