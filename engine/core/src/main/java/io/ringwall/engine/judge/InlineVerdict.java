package io.ringwall.engine.judge;

import io.ringwall.engine.rules.InlineJudgement;
import io.ringwall.sdk.event.Decision;
import io.ringwall.sdk.event.Verdict;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A verdict that brings along what was said for it, until the route takes that; safe for any
 * thread.
 */
final class InlineVerdict implements Verdict {
  private final Decision decision;
  private final String reason;
  private final String rule;
  private final boolean inTime;
  private final AtomicReference<@Nullable InlineJudgement> judgement;

  InlineVerdict(Decision decision, String reason, String rule, InlineJudgement judgement) {
    this.decision = decision;
    this.reason = reason;
    this.rule = rule;
    this.inTime = judgement.complete();
    this.judgement = new AtomicReference<>(judgement);
  }

  @Override
  public Decision decision() {
    return decision;
  }

  @Override
  public String reason() {
    return reason;
  }

  @Override
  public String rule() {
    return rule;
  }

  @Override
  public boolean inTime() {
    return inTime;
  }

  /**
   * Once only: what two events carry is of the first; and whoever keeps an event keeps no rules.
   */
  @Nullable InlineJudgement take() {
    return judgement.getAndSet(null);
  }

  @Override
  public String toString() {
    return decision + (reason.isEmpty() ? "" : ": " + reason);
  }
}
