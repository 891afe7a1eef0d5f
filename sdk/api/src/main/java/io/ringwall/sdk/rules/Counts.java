package io.ringwall.sdk.rules;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The global {@code counts}: rates and distinct values over sliding windows, declared in {@code
 * ruleset.yaml}. When a count reaches one of its named thresholds, a {@link
 * io.ringwall.sdk.event.Count} is emitted.
 */
@ProviderType
public interface Counts {
  /**
   * The count of this name.
   *
   * @throws IllegalArgumentException when the rule set declares none; the linter finds that earlier
   */
  Counter of(String name);

  /** A count, without a key yet. */
  @ProviderType
  interface Counter {
    /** The key to count under, such as source and target; at least one part. */
    Keyed key(Object... parts);
  }

  /** A count under one key. */
  @ProviderType
  interface Keyed {
    /**
     * Adds a value at the current event's time. For a distinct count the parts together are the
     * value; for a rate they are ignored, and may be left out.
     */
    void add(Object... value);

    /** The count as of the current event's time, without adding. */
    long value();
  }
}
