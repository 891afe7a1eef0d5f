package io.ringwall.engine.rules;

import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.rules.Text;
import java.util.List;
import org.drools.model.Pattern;

/**
 * A pattern of a correlation rule: what fits it, as far as one fact alone can tell, is admitted.
 */
final class AdmissionPattern implements Target {
  private final LoadedRule rule;
  private final Class<?> type;
  private final List<Equality> guard;
  private final AlphaTest test;

  AdmissionPattern(LoadedRule rule, Pattern<?> pattern, List<Equality> guard, Text text) {
    this.rule = rule;
    this.type = pattern.getPatternVariable().getType();
    this.guard = guard;
    this.test = AlphaTest.lenient(pattern, text);
  }

  @Override
  public Class<?> type() {
    return type;
  }

  @Override
  public List<Equality> guard() {
    return guard;
  }

  @Override
  public boolean matches(Event event) {
    try {
      return test.holds(event);
    } catch (Exception | StackOverflowError e) {
      rule.failed(event, e);
      return false;
    }
  }
}
