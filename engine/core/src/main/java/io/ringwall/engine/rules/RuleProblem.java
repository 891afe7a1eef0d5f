package io.ringwall.engine.rules;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * Something wrong with a rule set.
 *
 * @param level does it keep the rule set from being loaded
 * @param ruleSet the folder of the rule set
 * @param file where
 * @param line line in that file, from 1; 0 for the whole file
 * @param column column in that line, from 1; 0 for the whole line
 * @param message what was expected, and what was found, in a sentence
 */
public record RuleProblem(
    Level level, Path ruleSet, Path file, int line, int column, String message)
    implements Comparable<RuleProblem> {
  private static final Comparator<RuleProblem> ORDER =
      Comparator.comparing(RuleProblem::file)
          .thenComparingInt(RuleProblem::line)
          .thenComparingInt(RuleProblem::column)
          .thenComparing(RuleProblem::message);

  /** How bad a problem is. */
  public enum Level {
    /** Works, but not as well as it could. */
    WARNING,
    /** The rule set is refused. */
    ERROR
  }

  /** Is the rule set refused for it. */
  public boolean isError() {
    return level == Level.ERROR;
  }

  @Override
  public int compareTo(RuleProblem other) {
    return ORDER.compare(this, other);
  }

  /** As compilers print it: {@code file:line:column: error: message}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(file);
    if (line > 0) {
      text.append(':').append(line);
    }
    if (line > 0 && column > 0) {
      text.append(':').append(column);
    }
    return text.append(isError() ? ": error: " : ": warning: ").append(message).toString();
  }
}
