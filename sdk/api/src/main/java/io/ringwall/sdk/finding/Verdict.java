package io.ringwall.sdk.finding;

import java.util.List;

/**
 * The answer to an inline caller.
 *
 * @param decision what to do
 * @param reason why, in a sentence for people; empty when no rule had a say
 * @param rule the rule that decided, {@code ruleSet/rule name}; empty when none did
 * @param inTime false when the deadline passed before all rules were judged
 * @param findings findings raised on the way
 */
public record Verdict(
    Decision decision, String reason, String rule, boolean inTime, List<Finding> findings) {
  public Verdict {
    findings = List.copyOf(findings);
  }
}
