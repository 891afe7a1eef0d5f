package io.ringwall.engine.rules;

import io.ringwall.engine.counts.CountSpec;
import io.ringwall.engine.counts.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Numbers of thresholds that configuration gives instead of the rule set's own.
 *
 * @param byRuleSet number by rule set, count and threshold
 */
public record ThresholdNumbers(Map<String, Map<String, Map<String, Long>>> byRuleSet) {
  /** Every rule set keeps its own numbers. */
  public static final ThresholdNumbers NONE = new ThresholdNumbers(Map.of());

  OptionalLong number(String ruleSet, String count, String threshold) {
    Long number =
        byRuleSet.getOrDefault(ruleSet, Map.of()).getOrDefault(count, Map.of()).get(threshold);
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }

  /** A sentence for each number that is no good for this rule set. */
  public List<String> wrongFor(RuleSet ruleSet) {
    List<String> wrong = unusedIn(ruleSet.name(), ruleSet.counts());
    byRuleSet
        .getOrDefault(ruleSet.name(), Map.of())
        .forEach((count, thresholds) ->
            thresholds.forEach((threshold, number) -> {
              if (number < 1) {
                wrong.add(
                    "configuration sets rulesets.%s.counts.%s.%s to %d, expected at least 1"
                        .formatted(ruleSet.name(), count, threshold, number));
              }
            }));
    return wrong;
  }

  /** A sentence for each number that names no threshold of this rule set. */
  List<String> unusedIn(String ruleSet, List<CountSpec> counts) {
    List<String> unused = new ArrayList<>();
    byRuleSet
        .getOrDefault(ruleSet, Map.of())
        .forEach((count, thresholds) ->
            thresholds.forEach((threshold, number) -> {
              if (!declared(counts, count, threshold)) {
                unused.add(unknown(ruleSet, counts, count, threshold));
              }
            }));
    return unused;
  }

  private static boolean declared(List<CountSpec> counts, String count, String threshold) {
    return counts.stream()
        .filter(spec -> spec.name().equals(count))
        .flatMap(spec -> spec.thresholds().stream())
        .anyMatch(known -> known.name().equals(threshold));
  }

  private static String unknown(
      String ruleSet, List<CountSpec> counts, String count, String threshold) {
    List<String> known =
        counts.stream()
            .flatMap(spec ->
                spec.thresholds().stream()
                    .map(Threshold::name)
                    .map(name -> spec.name() + "." + name))
            .toList();
    String written = count + "." + threshold;
    return "configuration sets rulesets."
        + ruleSet
        + ".counts."
        + written
        + ", but the rule set has no such threshold"
        + Suggestion.of(written, known);
  }
}
