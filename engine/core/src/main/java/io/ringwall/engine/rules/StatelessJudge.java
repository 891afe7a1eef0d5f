package io.ringwall.engine.rules;

import io.ringwall.sdk.event.Event;
import java.util.List;

/** Judges events by the stateless rules, and sees whether correlation wants them. */
final class StatelessJudge {
  private static final Judgement ADMITTED =
      new Judgement(true, List.of(), List.of(), List.of(), List.of());

  private final GuardIndex index;

  /** Nothing is said in it between two events. */
  private final ThreadLocal<Firing> firings = ThreadLocal.withInitial(() -> new Firing(null));

  StatelessJudge(List<Target> targets) {
    this.index = new GuardIndex(targets);
  }

  /** Judges on the calling thread; any number of threads. */
  Judgement judge(Event event) {
    Matches matches = index.kind(event.getClass()).matching(event);
    if (matches == null) {
      return Judgement.NONE;
    }
    List<StatelessRule> rules = matches.rules();
    if (rules.isEmpty()) {
      return ADMITTED;
    }
    if (matches.inOrder()) {
      return new Judgement(matches.admitted(), List.of(), List.of(), List.of(), rules);
    }
    Firing firing = firings.get();
    for (StatelessRule rule : rules) {
      rule.fire(event, firing);
    }
    return new Judgement(
        matches.admitted(),
        firing.takeRaised(),
        firing.takeAdditions(),
        firing.takeResponses(),
        List.of());
  }
}
