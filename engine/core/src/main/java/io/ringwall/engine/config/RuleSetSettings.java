package io.ringwall.engine.config;

import io.ringwall.sdk.finding.Mode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user changes of a rule set, without touching its files.
 *
 * @param disabled is it left out
 * @param mode weakens the mode that holds, or null for the rule set's own
 * @param counts other numbers for named thresholds: count to threshold to number
 */
public record RuleSetSettings(
    boolean disabled, @Nullable Mode mode, Map<String, Map<String, Long>> counts) {
  /** Nothing changed. */
  public static final RuleSetSettings NONE = new RuleSetSettings(false, null, Map.of());

  public RuleSetSettings {
    counts = Map.copyOf(counts);
  }
}
