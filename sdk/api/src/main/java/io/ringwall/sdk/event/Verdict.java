package io.ringwall.sdk.event;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What {@code Judge} answered about a request, a program or a file before it passed. Immutable.
 *
 * <p>Rules read it: <code>HttpExchange(verdict!.decision == Decision.DENY)</code>. It says what was
 * answered; what was then done, the event says itself ({@link HttpExchange#action()}, {@link
 * ProcessOperation#DENIED_EXEC}, {@link FileEvent#result()}).
 */
@ProviderType
public interface Verdict {
  /** What to do. */
  Decision decision();

  /** Why, in a sentence for people; empty when no rule had a say. */
  String reason();

  /** The rule that decided, {@code ruleSet/rule name}; empty when none did. */
  String rule();

  /** False when the deadline passed before all rules were judged. */
  boolean inTime();

  /**
   * A verdict of no engine, for a test's judge. Attached to an event it is read by rules like any
   * other; rules marked {@code @inline} are judged on the route then.
   */
  static Verdict of(Decision decision, String reason, String rule, boolean inTime) {
    return new VerdictData(decision, reason, rule, inTime);
  }
}
