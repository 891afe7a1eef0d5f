package io.ringwall.engine.counts;

import java.time.Duration;
import java.util.List;

/**
 * What a rule set declares to be counted.
 *
 * @param ruleSet the rule set it belongs to
 * @param name its name there
 * @param distinct are distinct values counted, or how often something was added
 * @param window length of the sliding window
 * @param keys keys kept at most; the one not added to for longest goes first, and is counted
 * @param values values kept under one key at most; the oldest goes first, and is counted. Below,
 *     the count is exact
 * @param thresholds what it may reach, smallest first
 */
public record CountSpec(
    String ruleSet,
    String name,
    boolean distinct,
    Duration window,
    int keys,
    int values,
    List<Threshold> thresholds) {
  /** Keys kept where a rule set says nothing else. */
  public static final int DEFAULT_KEYS = 100_000;

  /** Values kept under one key where a rule set says nothing else. */
  public static final int DEFAULT_VALUES = 100_000;

  public CountSpec {
    if (!window.isPositive()) {
      throw new IllegalArgumentException(
          "window of count '" + name + "' must be positive, was " + window);
    }
    if (keys < 1 || values < 1) {
      throw new IllegalArgumentException(
          "count '" + name + "' must keep at least one key and one value");
    }
    thresholds = List.copyOf(thresholds);
  }
}
