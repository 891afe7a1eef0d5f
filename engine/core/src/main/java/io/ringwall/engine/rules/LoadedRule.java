package io.ringwall.engine.rules;

import io.ringwall.engine.findings.RuleHeader;
import io.ringwall.sdk.event.Timed;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.drools.model.Rule;
import org.jspecify.annotations.Nullable;

/** A rule that is loaded, and how it fared; counted by any thread. */
final class LoadedRule {
  private static final int CAUSES_MAX = 20;

  private final ParsedRule parsed;
  private final Supplier<Rule> model;
  private final LongAdder fired = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

  /**
   * A rule.
   *
   * @param model what Drools made of it
   */
  LoadedRule(ParsedRule parsed, Supplier<Rule> model) {
    this.parsed = parsed;
    this.model = model;
  }

  ParsedRule parsed() {
    return parsed;
  }

  RuleHeader header() {
    return parsed.header();
  }

  RuleSet ruleSet() {
    return parsed.ruleSet();
  }

  Rule model() {
    return model.get();
  }

  void fired() {
    fired.increment();
  }

  /** Notes that this rule failed on this fact; the first failure is kept as a sentence. */
  void failed(@Nullable Object fact, Throwable why) {
    failed.increment();
    String on = fact instanceof Timed timed ? " on " + timed.id() : "";
    failure.compareAndSet(
        null, "rule '" + parsed.id() + "' (" + parsed.place() + ") failed" + on + ": " + root(why));
  }

  private static String root(Throwable why) {
    Throwable cause = why;
    for (int i = 0; i < CAUSES_MAX && cause.getCause() != null; i++) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }

  RuleStatistics statistics() {
    return new RuleStatistics(
        parsed.id(), parsed.file(), parsed.line(), fired.sum(), failed.sum(), failure.get());
  }
}
