package io.ringwall.engine.rules;

import io.ringwall.sdk.event.Event;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The rules marked {@code @inline}, with a guard index of their own. Any thread, no lock. */
final class InlineRules {
  private static final Comparator<StatelessRule> BY_RANK =
      Comparator.comparingInt(StatelessRule::rank);

  private final GuardIndex index;

  /** Those of these that are marked. */
  InlineRules(List<Target> targets) {
    List<StatelessRule> marked =
        targets.stream()
            .filter(target -> target instanceof StatelessRule it && it.rule().parsed().inline())
            .map(StatelessRule.class::cast)
            .toList();
    // Who asks them has a deadline.
    marked.forEach(StatelessRule::load);
    this.index = new GuardIndex(List.copyOf(marked));
  }

  InlineJudgement judge(Event event, BooleanSupplier expired) {
    Set<Target> candidates = index.kind(event.getClass()).candidates(event);
    if (candidates.isEmpty()) {
      return InlineJudgement.NOTHING;
    }
    List<StatelessRule> rules =
        candidates.stream().map(StatelessRule.class::cast).sorted(BY_RANK).toList();
    Firing firing = Firing.ahead();
    for (StatelessRule rule : rules) {
      if (expired.getAsBoolean()) {
        return new InlineJudgement(firing.ruled(), firing.raised(), false);
      }
      if (rule.matches(event)) {
        rule.fire(event, firing);
      }
    }
    return new InlineJudgement(firing.ruled(), firing.raised(), true);
  }
}
