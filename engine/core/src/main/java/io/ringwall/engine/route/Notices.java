package io.ringwall.engine.route;

import io.ringwall.sdk.finding.Finding;

/**
 * Where a running engine tells its operator what he needs to know. Called by any thread; never
 * blocks for long.
 */
public interface Notices {
  /** How much it matters. */
  enum Level {
    /** The usual course. */
    INFO,
    /** Something works less well than it could. */
    WARN,
    /** Something does not work. */
    ERROR
  }

  /**
   * Something happened.
   *
   * @param level how much it matters
   * @param about what it is about, such as {@code plugin docker} or {@code rules}
   * @param sentence what happened
   */
  void tell(Level level, String about, String sentence);

  /** A finding was raised, revised in what it says, or withdrawn; it is safe in the ledger. */
  void finding(Finding finding);
}
