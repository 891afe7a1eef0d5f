package io.ringwall.engine.rules;

import io.ringwall.engine.rules.ParsedRule.ParsedPattern;
import io.ringwall.sdk.event.EdgeState;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.Timed;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.rules.Edge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.BehaviorDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.FromDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.PatternSourceDescr;
import org.jspecify.annotations.Nullable;

/** Reads and checks the conditions of one rule. */
final class Conditions {
  private final DrlFile file;
  private final int ruleOffset;
  private final Map<String, Optional<Class<?>>> bindings = new LinkedHashMap<>();
  private final List<ParsedPattern> patterns = new ArrayList<>();
  private final TimeBounds time = new TimeBounds();
  private boolean composed;
  private boolean asksForEdgeState;

  Conditions(DrlFile file, int ruleOffset) {
    this.file = file;
    this.ruleOffset = ruleOffset;
  }

  void read(AndDescr conditions) {
    int before = file.errors();
    conditions.getDescrs().forEach(part -> part(part, true));
    if (file.errors() > before) {
      return;
    }
    if (patterns.isEmpty()) {
      file.error(
          ruleOffset,
          "expected a pattern between 'when' and 'then', such as Flow(settled), found none");
      return;
    }
    boolean one = patterns.size() == 1 && !composed;
    if (!one) {
      time.loose()
          .ifPresent(offset ->
              file.error(
                  offset,
                  "expected a bound in time to the rule's first pattern, such as"
                      + " this after[0s, 10m] $first, found none: events do not stay for"
                      + " ever"));
    }
  }

  Map<String, Optional<Class<?>>> bindings() {
    return bindings;
  }

  List<ParsedPattern> patterns() {
    return patterns;
  }

  Duration window() {
    return time.sum();
  }

  ParsedRule.Kind kind() {
    if (patterns.stream().anyMatch(pattern -> pattern.type() == Edge.class)) {
      return ParsedRule.Kind.EDGE;
    }
    boolean sessionOnly =
        patterns.stream()
            .anyMatch(pattern ->
                Finding.class.isAssignableFrom(pattern.type()) || pattern.type() == Timed.class);
    return composed || patterns.size() != 1 || sessionOnly
        ? ParsedRule.Kind.CORRELATION
        : ParsedRule.Kind.STATELESS;
  }

  /** Is it one pattern over Flow whose guard asks for an unseen or denied edge. */
  boolean restsOnEdgeState() {
    return kind() == ParsedRule.Kind.STATELESS
        && patterns.getFirst().type() == Flow.class
        && asksForEdgeState;
  }

  private void part(BaseDescr part, boolean positive) {
    switch (part) {
      case PatternDescr pattern -> pattern(pattern);
      case NotDescr not -> nested(not.getDescrs());
      case ExistsDescr exists -> nested(exists.getDescrs());
      case AndDescr and when !positive -> and.getDescrs().forEach(inner -> part(inner, false));
      default -> refuse(part);
    }
  }

  private void nested(List<?> parts) {
    composed = true;
    parts.forEach(inner -> part((BaseDescr) inner, false));
  }

  private void refuse(BaseDescr part) {
    String what =
        switch (part.getClass().getSimpleName()) {
          case "OrDescr" -> "'or' between patterns: write two rules";
          case "EvalDescr" -> "'eval': write the condition inside a pattern";
          case "ForallDescr" -> "'forall': write it as not( … )";
          default -> part.getClass().getSimpleName().replace("Descr", "").toLowerCase(Locale.ROOT);
        };
    int offset = part.getLine() > 0 ? offset(part) : ruleOffset;
    file.error(offset, "expected a pattern, not(…) or exists(…), found " + what);
  }

  private void pattern(PatternDescr pattern) {
    int offset = offset(pattern);
    PatternSourceDescr source = pattern.getSource();
    String binding = pattern.getIdentifier() == null ? "" : pattern.getIdentifier();
    Class<?> type = type(pattern, source, offset);
    bindings.put(binding, Optional.ofNullable(type));
    if (binding.isEmpty()) {
      bindings.remove("");
    }
    int index = source == null && type != null ? time.pattern(binding, offset) : -1;
    int before = file.errors();
    List<String> constraints = new ArrayList<>();
    for (BaseDescr constraint : pattern.getConstraint().getDescrs()) {
      if (constraint instanceof ExprConstraintDescr expression) {
        constraints.add(expression.getExpression());
        constraint(type, expression, index);
      }
    }
    if (source != null) {
      composed = true;
      source(source);
    }
    for (BehaviorDescr behavior : pattern.getBehaviors()) {
      composed = true;
      if (index >= 0) {
        time.window(index, behavior);
      }
    }
    if (source == null && type != null) {
      Guard guard = Guards.of(type, constraints);
      patterns.add(new ParsedPattern(type, guard));
      if (file.errors() == before) {
        unguarded(type, guard, offset);
      }
    }
  }

  private @Nullable Class<?> type(
      PatternDescr pattern, @Nullable PatternSourceDescr source, int offset) {
    String name = pattern.getObjectType();
    if (source != null) {
      return Vocabulary.type(name).orElse(null);
    }
    Optional<Class<?>> fact = Vocabulary.fact(name);
    if (fact.isEmpty()) {
      int at = file.text().indexOf(name, offset);
      file.error(
          at < 0 ? offset : at,
          "there is no event or fact '" + name + "'" + Suggestion.of(name, Vocabulary.factNames()));
    }
    return fact.orElse(null);
  }

  private void constraint(@Nullable Class<?> type, ExprConstraintDescr constraint, int index) {
    String expression = constraint.getExpression();
    Guards.parse(expression)
        .ifPresent(tree -> {
          if (index >= 0) {
            time.constraint(index, tree);
          }
        });
    if (type != null) {
      new ConstraintCheck(file, type, bindings, expression, offset(constraint)).run();
      asksForEdgeState |= type == Flow.class && !edgeStates(type, expression).isEmpty();
    }
  }

  private static List<Equality> edgeStates(Class<?> type, String expression) {
    List<Equality> guard = Guards.of(type, List.of(expression)).equalities();
    boolean all =
        guard.stream()
            .allMatch(e -> e.value() == EdgeState.UNSEEN || e.value() == EdgeState.DENIED);
    return all ? guard : List.of();
  }

  private void source(PatternSourceDescr source) {
    if (source instanceof AccumulateDescr accumulate && accumulate.getInput() != null) {
      part(accumulate.getInput(), false);
    } else if (source instanceof CollectDescr collect && collect.getInputPattern() != null) {
      pattern(collect.getInputPattern());
    } else if (!(source instanceof FromDescr)) {
      file.error(ruleOffset, "expected from, accumulate or collect as a pattern's source");
    }
  }

  private void unguarded(Class<?> type, Guard guard, int offset) {
    if (guard.isNone() && type != Edge.class) {
      file.warning(
          offset,
          "no equality tells this pattern's events apart, so every "
              + type.getSimpleName()
              + " is tried; a field compared with a constant makes it cheap");
    }
  }

  private int offset(BaseDescr descr) {
    return file.offset(descr.getLine(), descr.getColumn() + 1);
  }
}
