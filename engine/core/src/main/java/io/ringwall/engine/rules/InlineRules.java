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
  InlineRules(List<StatelessRule> rules) {
    List<StatelessRule> marked = rules.stream().filter(InlineRules::marked).toList();
    // Who asks them has a deadline.
    marked.forEach(StatelessRule::load);
    this.index = new GuardIndex(List.copyOf(marked));
  }

  /** Is this a rule marked {@code @inline}. */
  static boolean marked(Target target) {
    return target instanceof StatelessRule it && it.rule().parsed().inline();
  }

  InlineJudgement judge(Event event, BooleanSupplier expired) {
    Set<Target> candidates = index.kind(event.getClass()).candidates(event);
    if (candidates.isEmpty()) {
      return InlineJudgement.NOTHING;
    }
    List<StatelessRule> rules =
        candidates.stream().map(StatelessRule.class::cast).sorted(BY_RANK).toList();
    Firing firing = Firing.ahead();
    for (int i = 0; i < rules.size(); i++) {
      StatelessRule rule = rules.get(i);
      if (expired.getAsBoolean()) {
        return new InlineJudgement(firing.ruled(), firing.spoken(), rules.subList(i, rules.size()));
      }
      if (rule.matches(event)) {
        rule.fire(event, firing);
      }
    }
    return new InlineJudgement(firing.ruled(), firing.spoken(), List.of());
  }
}
