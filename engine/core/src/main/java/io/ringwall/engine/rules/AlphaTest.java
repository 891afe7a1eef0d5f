package io.ringwall.engine.rules;

import io.ringwall.sdk.rules.Text;
import java.util.ArrayList;
import java.util.List;
import org.drools.model.Binding;
import org.drools.model.Constraint;
import org.drools.model.Global;
import org.drools.model.Pattern;
import org.drools.model.SingleConstraint;
import org.drools.model.Variable;
import org.drools.model.constraints.SingleConstraint1;
import org.drools.model.functions.IntrospectableLambda;
import org.drools.model.functions.Predicate1;
import org.drools.model.functions.PredicateN;
import org.jspecify.annotations.Nullable;

/** The constraints of a pattern that concern the fact alone, as compiled predicates. */
interface AlphaTest {
  /** Do they hold for this fact; throws what a constraint throws. */
  boolean holds(Object fact) throws Exception;

  /** A value that a constraint or consequence reads. */
  interface Value {
    @Nullable Object of(Object fact);
  }

  /** The test of a pattern that passes over constraints which need other facts. */
  static AlphaTest lenient(Pattern<?> pattern, Text text) {
    List<AlphaTest> tests = new ArrayList<>();
    collect(pattern.getConstraint(), pattern, text, true, tests);
    return all(tests);
  }

  /** The test of a pattern alone in its rule, for facts that passed its guard. */
  static AlphaTest behind(Guard guard, Pattern<?> pattern, Text text) {
    Constraint constraint = pattern.getConstraint();
    boolean one = constraint.getType() == Constraint.Type.SINGLE;
    List<Constraint> constraints = one ? List.of(constraint) : constraint.getChildren();
    boolean aligned = constraints.size() == guard.constraints();
    List<AlphaTest> tests = new ArrayList<>();
    for (int i = 0; i < constraints.size(); i++) {
      if (!aligned || i != guard.implied()) {
        collect(constraints.get(i), pattern, text, false, tests);
      }
    }
    return all(tests);
  }

  private static AlphaTest all(List<AlphaTest> tests) {
    AlphaTest[] all = tests.toArray(AlphaTest[]::new);
    return switch (all.length) {
      case 0 -> fact -> true;
      case 1 -> all[0];
      case 2 -> fact -> all[0].holds(fact) && all[1].holds(fact);
      default ->
          fact -> {
            for (AlphaTest test : all) {
              if (!test.holds(fact)) {
                return false;
              }
            }
            return true;
          };
    };
  }

  private static void collect(
      Constraint constraint,
      Pattern<?> pattern,
      Text text,
      boolean lenient,
      List<AlphaTest> tests) {
    switch (constraint.getType()) {
      case SINGLE -> {
        if (!constraint.equals(SingleConstraint.TRUE)) {
          AlphaTest test = single((SingleConstraint) constraint, pattern, text, lenient);
          if (test != null) {
            tests.add(test);
          }
        }
      }
      case OR -> {
        List<AlphaTest> alternatives = new ArrayList<>();
        for (Constraint child : constraint.getChildren()) {
          List<AlphaTest> together = new ArrayList<>();
          collect(child, pattern, text, lenient, together);
          alternatives.add(all(together));
        }
        tests.add(any(alternatives));
      }
      default ->
          constraint.getChildren().forEach(child -> collect(child, pattern, text, lenient, tests));
    }
  }

  private static AlphaTest any(List<AlphaTest> alternatives) {
    return fact -> {
      for (AlphaTest test : alternatives) {
        if (test.holds(fact)) {
          return true;
        }
      }
      return false;
    };
  }

  private static @Nullable AlphaTest single(
      SingleConstraint constraint, Pattern<?> pattern, Text text, boolean lenient) {
    Variable<?>[] variables = constraint.getVariables();
    if (constraint instanceof SingleConstraint1<?>
        && variables[0].equals(pattern.getPatternVariable())) {
      Predicate1<Object> predicate = unwrapped(constraint);
      return predicate::test;
    }
    Value[] values = new Value[variables.length];
    for (int i = 0; i < values.length; i++) {
      if (!known(variables[i], pattern)) {
        if (lenient) {
          return null;
        }
        throw new IllegalStateException(
            "a constraint reads '" + variables[i].getName() + "', which is no part of its pattern");
      }
      values[i] = value(variables[i], pattern, text);
    }
    PredicateN predicate = constraint.getPredicate();
    return fact -> {
      @Nullable Object[] arguments = new Object[values.length];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = values[i].of(fact);
      }
      return predicate.test(arguments);
    };
  }

  @SuppressWarnings("unchecked")
  private static Predicate1<Object> unwrapped(SingleConstraint constraint) {
    Predicate1<Object> predicate = constraint.getPredicate1();
    Object inner =
        predicate instanceof IntrospectableLambda lambda ? lambda.getLambda() : predicate;
    return inner instanceof Predicate1<?> ? (Predicate1<Object>) inner : predicate;
  }

  private static boolean known(Variable<?> variable, Pattern<?> pattern) {
    return variable.equals(pattern.getPatternVariable())
        || variable instanceof Global<?> global && global.getName().equals("text")
        || binding(variable, pattern) != null;
  }

  private static @Nullable Binding binding(Variable<?> variable, Pattern<?> pattern) {
    for (Binding binding : pattern.getBindings()) {
      if (binding.getBoundVariable().equals(variable)) {
        return binding;
      }
    }
    return null;
  }

  /** How to get at a variable of a pattern, given its fact. */
  static Value value(Variable<?> variable, Pattern<?> pattern, Text text) {
    if (variable.equals(pattern.getPatternVariable())) {
      return fact -> fact;
    }
    if (variable instanceof Global<?>) {
      return fact -> text;
    }
    Binding binding = binding(variable, pattern);
    if (binding == null) {
      throw new IllegalStateException(
          "'" + variable.getName() + "' is bound by no pattern of its rule");
    }
    Variable<?>[] inputs = binding.getInputVariables();
    if (inputs.length == 1 && inputs[0].equals(pattern.getPatternVariable())) {
      return binding::eval;
    }
    Value[] values = new Value[inputs.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(inputs[i], pattern, text);
    }
    return fact -> {
      @Nullable Object[] arguments = new Object[values.length];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = values[i].of(fact);
      }
      return binding.eval(arguments);
    };
  }
}
