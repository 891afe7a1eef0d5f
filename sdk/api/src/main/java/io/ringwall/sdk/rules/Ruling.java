package io.ringwall.sdk.rules;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The global {@code verdict}: what a rule marked {@code @inline} decides about a request, a program
 * or a file that waits for an answer.
 *
 * <p>The first rule that decides holds, in the order in which rules fire; so an exception is a rule
 * with a higher {@code salience} that allows. Where no rule decides, it passes. A denial is carried
 * out where both the rule set and the scope are in mode prevent; else it passes, and the verdict's
 * reason says what would have been. What was answered travels with the event as its {@code
 * verdict}. On the route, where nothing waits, a decision has no effect.
 */
@ProviderType
public interface Ruling {
  /** Let it pass, whatever later rules say. */
  void allow(String reason);

  /** Refuse it. */
  void deny(String reason);
}
