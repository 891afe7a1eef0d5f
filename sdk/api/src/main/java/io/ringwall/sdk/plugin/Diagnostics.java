package io.ringwall.sdk.plugin;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Where a plugin says what went wrong without stopping. Safe for any thread; never blocks. The user
 * sees every counter, by plugin and reason.
 */
@ProviderType
public interface Diagnostics {
  /**
   * Counts input that could not be read and was skipped.
   *
   * @param reason a short constant, such as {@code ip-header-length}
   * @param count how much of it
   */
  void malformed(String reason, long count);

  /**
   * Counts what was lost on the way, though it was good: evicted state, a full buffer.
   *
   * @param reason a short constant, such as {@code flow-table-full}
   * @param count how much of it
   */
  void dropped(String reason, long count);

  /** Adds to a counter of work done, such as {@code packets} or {@code bytes}. */
  void count(String what, long count);

  /** Tells the user something once, in a sentence. Bounded: of many, the first ones are kept. */
  void remark(String sentence);

  /** How far a recording has been read, in bytes; shown as a progress bar. */
  void progress(long done, long total);
}
