package io.ringwall.engine.rules;

import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.rules.Text;
import java.util.ArrayList;
import java.util.List;
import org.drools.model.Condition;
import org.drools.model.Consequence;
import org.drools.model.Global;
import org.drools.model.Pattern;
import org.drools.model.Variable;
import org.drools.model.functions.BlockN;
import org.jspecify.annotations.Nullable;

/**
 * A rule of one pattern, judged outside any session by its compiled predicates and consequence.
 * Used by any thread.
 */
final class StatelessRule implements Target {
  private final LoadedRule rule;
  private final int rank;
  private final AlphaTest test;
  private final BlockN consequence;
  private final Argument[] arguments;
  private final boolean inOrder;

  /**
   * A rule.
   *
   * @param rank its place among the stateless rules: salience, precedence, declaration
   */
  StatelessRule(LoadedRule rule, int rank, Text text) {
    Pattern<?> pattern = pattern(rule);
    this.rule = rule;
    this.rank = rank;
    this.test = AlphaTest.behind(rule.parsed().patterns().getFirst().guard(), pattern, text);
    Consequence then = rule.model().getDefaultConsequence();
    this.consequence = then.getBlock();
    List<Argument> wanted = new ArrayList<>();
    for (Variable<?> variable : then.getVariables()) {
      wanted.add(argument(variable, pattern, text));
    }
    this.arguments = wanted.toArray(Argument[]::new);
    this.inOrder = rule.parsed().kind() == ParsedRule.Kind.STATELESS_IN_ORDER;
  }

  private static Pattern<?> pattern(LoadedRule rule) {
    for (Condition condition : rule.model().getView().getSubConditions()) {
      if (condition instanceof Pattern<?> pattern) {
        return pattern;
      }
    }
    throw new IllegalStateException("rule '" + rule.header().ruleId() + "' has no pattern");
  }

  @Override
  public Class<?> type() {
    return rule.parsed().patterns().getFirst().type();
  }

  @Override
  public List<Equality> guard() {
    return rule.parsed().patterns().getFirst().guard().equalities();
  }

  LoadedRule rule() {
    return rule;
  }

  int rank() {
    return rank;
  }

  /** Must its consequence wait for the thread that keeps the counts. */
  boolean inOrder() {
    return inOrder;
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

  /** Runs the consequence; a failure is this rule's alone. */
  void fire(Event event, Firing firing) {
    firing.begin(rule, event);
    try {
      @Nullable Object[] values = new Object[arguments.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = arguments[i].value(event, firing);
      }
      consequence.execute(values);
      firing.end();
    } catch (Exception | StackOverflowError e) {
      firing.discard();
      rule.failed(event, e);
    }
  }

  /** Where a value of the consequence comes from. */
  private interface Argument {
    @Nullable Object value(Event event, Firing firing);
  }

  private static Argument argument(Variable<?> variable, Pattern<?> pattern, Text text) {
    if (variable instanceof Global<?> global) {
      return switch (global.getName()) {
        case "text" -> (event, firing) -> text;
        case "findings", "counts", "responses", "verdict" -> (event, firing) -> firing;
        default -> (event, firing) -> null;
      };
    }
    if (variable.equals(pattern.getPatternVariable())) {
      return (event, firing) -> event;
    }
    AlphaTest.Value value = AlphaTest.value(variable, pattern, text);
    return (event, firing) -> value.of(event);
  }
}
