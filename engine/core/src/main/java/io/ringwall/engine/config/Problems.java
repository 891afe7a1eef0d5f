package io.ringwall.engine.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Collects what is wrong, so that the user is told all of it at once. Used by one thread. */
public final class Problems {
  private static final int SHOWN_MAX = 50;

  private final List<Problem> problems = new ArrayList<>();

  /** Adds a problem. */
  public void add(Position position, String key, String message) {
    problems.add(new Problem(position, key, message));
  }

  /** Is nothing wrong. */
  public boolean isEmpty() {
    return problems.isEmpty();
  }

  /** All of them, as found. */
  public List<Problem> list() {
    return List.copyOf(problems);
  }

  /**
   * Refuses, if anything is wrong.
   *
   * @throws RingwallException of category CONFIGURATION, a line a problem
   */
  public void throwIfAny() {
    if (problems.isEmpty()) {
      return;
    }
    // What several parts of a plugin are configured by is looked at by each.
    List<Problem> all = problems.stream().distinct().toList();
    String lines =
        all.stream().limit(SHOWN_MAX).map(Problem::toString).collect(Collectors.joining("\n"));
    int more = all.size() - SHOWN_MAX;
    throw new RingwallException(
        RingwallException.Category.CONFIGURATION,
        more > 0 ? lines + "\nand " + more + " more" : lines);
  }
}
