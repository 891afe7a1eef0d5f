package io.ringwall.engine.config;

import java.util.Map;

/**
 * What the user changes of a rule set, without touching its files.
 *
 * @param disabled is it left out
 * @param counts other numbers for named thresholds: count to threshold to number
 */
public record RuleSetSettings(boolean disabled, Map<String, Map<String, Long>> counts) {
  /** Nothing changed. */
  public static final RuleSetSettings NONE = new RuleSetSettings(false, Map.of());

  public RuleSetSettings {
    counts = Map.copyOf(counts);
  }
}
