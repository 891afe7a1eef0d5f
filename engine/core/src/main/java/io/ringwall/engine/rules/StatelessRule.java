package io.ringwall.engine.rules;

import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.rules.Text;
import java.util.ArrayList;
import java.util.List;
import org.drools.model.Condition;
import org.drools.model.Consequence;
import org.drools.model.Global;
import org.drools.model.Pattern;
import org.drools.model.Rule;
import org.drools.model.Variable;
import org.drools.model.functions.BlockN;
import org.jspecify.annotations.Nullable;

/**
 * A rule of one pattern, judged outside any session by its compiled predicates and consequence.
 * Used by any thread.
 */
final class StatelessRule implements Target, Speaker {
  private final LoadedRule rule;
  private final int rank;
  private final Text text;
  private final boolean inOrder;

  /** Made when first asked for, maybe by several threads at once: each is as good as the other. */
  private @Nullable Compiled compiled;

  /** The rule as Drools compiled it. */
  private record Compiled(AlphaTest test, BlockN consequence, List<Argument> arguments) {}

  /**
   * A rule.
   *
   * @param rank its place among the stateless rules: salience, precedence, declaration
   */
  StatelessRule(LoadedRule rule, int rank, Text text) {
    this.rule = rule;
    this.rank = rank;
    this.text = text;
    this.inOrder = rule.parsed().kind() == ParsedRule.Kind.STATELESS_IN_ORDER;
  }

  /** Loads its code now, instead of when an event first asks for it. */
  void load() {
    try {
      compiled();
    } catch (IllegalStateException e) {
      rule.failed(null, e);
    }
  }

  private Compiled compiled() {
    Compiled made = compiled;
    if (made == null) {
      made = compile();
      compiled = made;
    }
    return made;
  }

  private Compiled compile() {
    Rule model = rule.model();
    Pattern<?> pattern = pattern(model);
    Consequence then = model.getDefaultConsequence();
    List<Argument> arguments = new ArrayList<>();
    for (Variable<?> variable : then.getVariables()) {
      arguments.add(argument(variable, pattern, text));
    }
    return new Compiled(
        AlphaTest.behind(rule.parsed().patterns().getFirst().guard(), pattern, text),
        then.getBlock(),
        List.copyOf(arguments));
  }

  private Pattern<?> pattern(Rule model) {
    for (Condition condition : model.getView().getSubConditions()) {
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

  @Override
  public LoadedRule rule() {
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
      return compiled().test().holds(event);
    } catch (Exception | StackOverflowError e) {
      rule.failed(event, e);
      return false;
    }
  }

  @Override
  public void fire(Event event, Firing firing) {
    firing.begin(rule, event);
    try {
      Compiled code = compiled();
      @Nullable Object[] values = new Object[code.arguments().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = code.arguments().get(i).value(event, firing);
      }
      code.consequence().execute(values);
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
