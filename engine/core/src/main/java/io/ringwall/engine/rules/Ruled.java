package io.ringwall.engine.rules;

import io.ringwall.engine.findings.RuleHeader;
import io.ringwall.sdk.event.Decision;

/**
 * What a rule marked {@code @inline} decided.
 *
 * @param decision what to do
 * @param reason why, in a sentence
 * @param rule the rule
 */
public record Ruled(Decision decision, String reason, RuleHeader rule) {}
