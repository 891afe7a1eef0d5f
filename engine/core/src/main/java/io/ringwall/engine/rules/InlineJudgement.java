package io.ringwall.engine.rules;

import io.ringwall.engine.findings.Raised;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules marked {@code @inline} said of one event.
 *
 * @param ruled what was decided; null when no rule decided
 * @param raised findings, in order
 * @param complete false when time was up before all rules were judged
 */
public record InlineJudgement(@Nullable Ruled ruled, List<Raised> raised, boolean complete) {
  static final InlineJudgement NOTHING = new InlineJudgement(null, List.of(), true);

  public InlineJudgement {
    raised = List.copyOf(raised);
  }
}
