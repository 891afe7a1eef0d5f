package io.ringwall.engine.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What matched one event. Used by one thread. */
final class Matches {
  private static final Comparator<StatelessRule> BY_RANK =
      Comparator.comparingInt(StatelessRule::rank);

  private boolean admitted;
  private boolean inOrder;
  private @Nullable StatelessRule only;
  private @Nullable List<StatelessRule> several;

  /** Adds a target; one that several probes lead to counts once. */
  void add(Target target, boolean mayBeHere) {
    if (!(target instanceof StatelessRule rule)) {
      admitted = true;
      return;
    }
    if (mayBeHere && has(rule)) {
      return;
    }
    inOrder |= rule.inOrder();
    if (several != null) {
      several.add(rule);
    } else if (only == null) {
      only = rule;
    } else {
      several = new ArrayList<>(List.of(only, rule));
    }
  }

  private boolean has(StatelessRule rule) {
    return several == null ? rule.equals(only) : several.contains(rule);
  }

  /** Does a correlation rule want the event. */
  boolean admitted() {
    return admitted;
  }

  /** Must the consequences wait for the thread that keeps the counts. */
  boolean inOrder() {
    return inOrder;
  }

  /** The rules that match, in order. */
  List<StatelessRule> rules() {
    if (several == null) {
      return only == null ? List.of() : List.of(only);
    }
    several.sort(BY_RANK);
    return several;
  }
}
