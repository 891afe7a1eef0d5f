package io.ringwall.engine.rules;

import io.ringwall.sdk.event.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Judges events by the stateless rules, and sees whether correlation wants them. */
final class StatelessJudge {
  private static final Comparator<StatelessRule> BY_RANK =
      Comparator.comparingInt(StatelessRule::rank);

  private final GuardIndex index;

  StatelessJudge(List<Target> targets) {
    this.index = new GuardIndex(targets);
  }

  /** Judges on the calling thread; any number of threads. */
  Judgement judge(Event event) {
    Matches matches = new Matches();
    index.matching(event, matches);
    return matches.judge(event);
  }

  /** What matched one event; without a match, it costs nothing. */
  private static final class Matches implements Consumer<Target> {
    private boolean admitted;
    private boolean inOrder;
    private @Nullable StatelessRule only;
    private @Nullable List<StatelessRule> several;

    @Override
    public void accept(Target target) {
      if (!(target instanceof StatelessRule rule)) {
        admitted = true;
        return;
      }
      inOrder |= rule.inOrder();
      if (several != null) {
        several.add(rule);
      } else if (only == null) {
        only = rule;
      } else {
        several = new ArrayList<>(List.of(only, rule));
      }
    }

    Judgement judge(Event event) {
      if (only == null) {
        return admitted ? ADMITTED : Judgement.NONE;
      }
      List<StatelessRule> rules = several == null ? List.of(only) : several;
      if (several != null) {
        several.sort(BY_RANK);
      }
      if (inOrder) {
        return new Judgement(admitted, List.of(), List.of(), List.of(), rules);
      }
      Firing firing = new Firing(null);
      for (StatelessRule rule : rules) {
        rule.fire(event, firing);
      }
      return new Judgement(
          admitted, firing.raised(), firing.additions(), firing.responses(), List.of());
    }
  }

  private static final Judgement ADMITTED =
      new Judgement(true, List.of(), List.of(), List.of(), List.of());
}
