package io.ringwall.engine.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.drools.drl.ast.descr.AtomicExprDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.BindingDescr;
import org.drools.drl.ast.descr.ConnectiveType;
import org.drools.drl.ast.descr.ConstraintConnectiveDescr;
import org.drools.drl.ast.descr.RelationalExprDescr;
import org.drools.drl.parser.DrlExprParser;
import org.drools.drl.parser.DrlExprParserFactory;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * Finds a pattern's guard: equalities of which at least one holds whenever the pattern matches. The
 * cheapest to tell apart is taken: one that few events fulfil.
 */
final class Guards {
  private final Class<?> fact;

  private Guards(Class<?> fact) {
    this.fact = fact;
  }

  /** The guard of a pattern over this fact with these constraints. */
  static Guard of(Class<?> fact, List<String> constraints) {
    Guards guards = new Guards(fact);
    Guard best = Guard.NONE;
    int testing = 0;
    for (String constraint : constraints) {
      Optional<ConstraintConnectiveDescr> tree = parse(constraint);
      boolean binds = tree.filter(Guards::onlyBinds).isPresent();
      int place = testing;
      testing += binds ? 0 : 1;
      Optional<Found> found = binds ? Optional.empty() : tree.flatMap(guards::guard);
      if (found.isPresent() && (best.isNone() || found.get().cost() < cost(best.equalities()))) {
        best = new Guard(found.get().equalities(), found.get().exact() ? place : -1, 0);
      }
    }
    return new Guard(best.equalities(), best.implied(), testing);
  }

  private static boolean onlyBinds(ConstraintConnectiveDescr tree) {
    return tree.getDescrs().stream().allMatch(BindingDescr.class::isInstance);
  }

  /**
   * What one constraint gives.
   *
   * @param equalities of which one holds
   * @param exact does the constraint hold whenever one of them does
   */
  private record Found(List<Equality> equalities, boolean exact) {
    int cost() {
      return Guards.cost(equalities);
    }
  }

  /** The expression as a tree, if it is one of DRL's. */
  static Optional<ConstraintConnectiveDescr> parse(String expression) {
    DrlExprParser parser = DrlExprParserFactory.getDrlExprParser(LanguageLevelOption.DRL6);
    ConstraintConnectiveDescr tree = parser.parse(expression);
    return parser.hasErrors() ? Optional.empty() : Optional.ofNullable(tree);
  }

  private static int cost(List<Equality> alternatives) {
    return alternatives.stream().mapToInt(Guards::cost).max().orElse(0) + alternatives.size();
  }

  private static int cost(Equality equality) {
    if (equality.value() instanceof Boolean) {
      return 10_000;
    }
    return equality.value() instanceof Enum<?> ? 1_000 : 0;
  }

  private Optional<Found> guard(BaseDescr expression) {
    if (expression instanceof ConstraintConnectiveDescr connective) {
      if (connective.isNegated()) {
        return Optional.empty();
      }
      return connective.getConnective() == ConnectiveType.OR ? any(connective) : all(connective);
    }
    if (expression instanceof RelationalExprDescr relation) {
      return relation(relation);
    }
    return expression instanceof AtomicExprDescr atom ? flag(atom) : Optional.empty();
  }

  /** Of several that must hold, the best. */
  private Optional<Found> all(ConstraintConnectiveDescr connective) {
    boolean alone =
        connective.getDescrs().stream().filter(part -> !(part instanceof BindingDescr)).count()
            == 1;
    return connective.getDescrs().stream()
        .map(this::guard)
        .flatMap(Optional::stream)
        .min(Comparator.comparingInt(Found::cost))
        .map(best -> new Found(best.equalities(), best.exact() && alone));
  }

  /** Of several one of which must hold, all; none if one of them has none. */
  private Optional<Found> any(ConstraintConnectiveDescr connective) {
    List<Equality> alternatives = new ArrayList<>();
    boolean exact = true;
    for (BaseDescr part : connective.getDescrs()) {
      if (part instanceof BindingDescr) {
        continue;
      }
      Optional<Found> guard = guard(part);
      if (guard.isEmpty()) {
        return Optional.empty();
      }
      exact &= guard.get().exact();
      guard.get().equalities().stream()
          .filter(e -> !alternatives.contains(e))
          .forEach(alternatives::add);
    }
    return alternatives.isEmpty() ? Optional.empty() : Optional.of(new Found(alternatives, exact));
  }

  private Optional<Found> relation(RelationalExprDescr relation) {
    boolean equals =
        relation.getOperator().equals("==") && !relation.getOperatorDescr().isNegated();
    if (!equals
        || !(relation.getLeft() instanceof AtomicExprDescr left)
        || !(relation.getRight() instanceof AtomicExprDescr right)) {
      return Optional.empty();
    }
    return equality(left.getExpression(), right.getExpression())
        .or(() -> equality(right.getExpression(), left.getExpression()));
  }

  private Optional<Found> equality(String path, String constant) {
    return path(path)
        .flatMap(known ->
            value(constant, known.steps().getLast().accessor().type())
                .map(value -> new Found(List.of(new Equality(known, value)), true)));
  }

  private Optional<Found> flag(AtomicExprDescr atom) {
    String expression = atom.getExpression().trim();
    boolean negated = expression.startsWith("!");
    String path = negated ? expression.substring(1).trim() : expression;
    return path(path)
        .filter(known -> known.steps().getLast().accessor().type() == boolean.class)
        .map(known -> new Found(List.of(new Equality(known, !negated)), true));
  }

  /** A path from the fact that asks accessors only, with constants as arguments. */
  private Optional<Equality.Path> path(String expression) {
    Optional<Chain> chain = Chain.whole(expression);
    if (chain.isEmpty()) {
      return Optional.empty();
    }
    List<Equality.Step> steps = new ArrayList<>();
    Class<?> type = fact;
    for (Chain.Step step : chain.get().steps()) {
      if (steps.isEmpty() && step.name().equals("this") && !step.called()) {
        continue;
      }
      Optional<Accessor> accessor = Vocabulary.accessor(type, step.name(), step.called());
      List<Object> arguments = accessor.isEmpty() ? null : arguments(accessor.get(), step);
      if (accessor.isEmpty() || arguments == null || !Vocabulary.isSdk(type)) {
        return Optional.empty();
      }
      steps.add(new Equality.Step(accessor.get(), arguments));
      type = accessor.get().type();
    }
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.of(new Equality.Path(fact, List.copyOf(steps)));
  }

  private static @Nullable List<Object> arguments(Accessor accessor, Chain.Step step) {
    List<Token> given = step.arguments();
    if (given == null || given.isEmpty()) {
      return accessor.takesArguments() ? null : List.of();
    }
    if (given.size() != 1 || accessor.method().getParameterCount() != 1) {
      return null;
    }
    Class<?> wanted = accessor.method().getParameterTypes()[0];
    Object value = value(given.getFirst().text(), wanted).orElse(null);
    if (value == null) {
      return null;
    }
    return List.of(wanted == int.class ? (Object) Math.toIntExact((Long) value) : value);
  }

  /** The constant as a value that what this type holds can equal; empty where it is none. */
  private static Optional<Object> value(String constant, Class<?> type) {
    if (type == String.class && (constant.startsWith("\"") || constant.startsWith("'"))) {
      return Optional.ofNullable(Token.unquote(constant));
    }
    if (type == boolean.class || type == Boolean.class) {
      return constant.equals("true") || constant.equals("false")
          ? Optional.of(Boolean.valueOf(constant))
          : Optional.empty();
    }
    if (isWhole(type)) {
      return constant.matches("-?[0-9]{1,9}")
          ? Optional.of(Long.valueOf(constant))
          : Optional.empty();
    }
    return type.isEnum() ? constant(constant, type) : Optional.empty();
  }

  private static boolean isWhole(Class<?> type) {
    return type == int.class || type == long.class || type == Integer.class || type == Long.class;
  }

  private static Optional<Object> constant(String constant, Class<?> type) {
    String prefix = type.getSimpleName() + ".";
    if (!constant.startsWith(prefix)) {
      return Optional.empty();
    }
    String name = constant.substring(prefix.length());
    for (Object known : type.getEnumConstants()) {
      if (((Enum<?>) known).name().equals(name)) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }
}
