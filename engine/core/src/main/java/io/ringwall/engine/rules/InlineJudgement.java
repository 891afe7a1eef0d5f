package io.ringwall.engine.rules;

import io.ringwall.sdk.event.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules marked {@code @inline} said of one event ahead of the route. The route takes it up
 * by {@link RuleBase#judge(Event, InlineJudgement)}, whichever rules are loaded by then.
 */
public final class InlineJudgement {
  static final InlineJudgement NOTHING = new InlineJudgement(null, List.of(), List.of());

  private final @Nullable Ruled ruled;
  private final List<Spoken> spoken;
  private final List<StatelessRule> unasked;

  /**
   * A judgement.
   *
   * @param unasked rules that were not come to before time was up, in order
   */
  InlineJudgement(@Nullable Ruled ruled, List<Spoken> spoken, List<StatelessRule> unasked) {
    this.ruled = ruled;
    this.spoken = List.copyOf(spoken);
    this.unasked = List.copyOf(unasked);
  }

  /** What was decided; null when no rule decided. */
  public @Nullable Ruled ruled() {
    return ruled;
  }

  /** False when time was up before all rules were judged. */
  public boolean complete() {
    return unasked.isEmpty();
  }

  /** What was said, and those of the rest that match the event as the route knows it. */
  List<Speaker> speakers(Event event) {
    List<Speaker> speakers = new ArrayList<>(spoken);
    for (StatelessRule rule : unasked) {
      if (rule.matches(event)) {
        speakers.add(rule);
      }
    }
    return speakers;
  }
}
