package io.ringwall.engine.rules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one rule set, so that all of it is said at once. */
final class Problems {
  private final Path ruleSet;
  private final List<RuleProblem> found = new ArrayList<>();

  Problems(Path ruleSet) {
    this.ruleSet = ruleSet;
  }

  void error(Path file, int line, int column, String message) {
    add(RuleProblem.Level.ERROR, file, line, column, message);
  }

  void warning(Path file, int line, int column, String message) {
    add(RuleProblem.Level.WARNING, file, line, column, message);
  }

  private void add(RuleProblem.Level level, Path file, int line, int column, String message) {
    RuleProblem problem = new RuleProblem(level, ruleSet, file, line, column, message);
    if (!found.contains(problem)) {
      found.add(problem);
    }
  }

  boolean hasErrors() {
    return found.stream().anyMatch(RuleProblem::isError);
  }

  /** Is there already an error on this line, so that a consequential one need not be told. */
  boolean hasErrorAt(Path file, int line) {
    return found.stream().anyMatch(p -> p.isError() && p.file().equals(file) && p.line() == line);
  }

  List<RuleProblem> all() {
    return found.stream().sorted().toList();
  }
}
