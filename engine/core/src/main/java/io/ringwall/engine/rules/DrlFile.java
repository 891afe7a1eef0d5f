package io.ringwall.engine.rules;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** A DRL file: its text, where its lines begin, and who is told what is wrong with it. */
final class DrlFile {
  private final Path path;
  private final String text;
  private final Problems problems;
  private final TreeSet<Integer> lineStarts = new TreeSet<>(Set.of(0));
  private final TreeSet<Integer> safeDots = new TreeSet<>();
  private String packageStatement = "";
  private int errors;

  DrlFile(Path path, String text, Problems problems) {
    this.path = path;
    this.text = text;
    this.problems = problems;
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      lineStarts.add(at + 1);
    }
  }

  Path path() {
    return path;
  }

  String text() {
    return text;
  }

  /** The line of this offset, from 1. */
  int line(int offset) {
    return lineStarts.headSet(offset, true).size();
  }

  /** The column of this offset, from 1. */
  int column(int offset) {
    return offset - start(offset) + 1;
  }

  /** The offset of a line and column that count from 1. */
  int offset(int line, int column) {
    int start = lineStarts.stream().skip(Math.max(0, line - 1)).findFirst().orElse(text.length());
    return Math.min(text.length(), start + Math.max(0, column - 1));
  }

  private int start(int offset) {
    Integer start = lineStarts.floor(offset);
    return start == null ? 0 : start;
  }

  void error(int offset, String message) {
    errors++;
    problems.error(path, line(offset), column(offset), message);
  }

  /** How many errors were told so far. */
  int errors() {
    return errors;
  }

  void warning(int offset, String message) {
    problems.warning(path, line(offset), column(offset), message);
  }

  /** Asks the accessor behind this dot only where what is before it is there. */
  void makeSafe(int dot) {
    safeDots.add(dot);
  }

  /** Leaves out the author's own package statement; the loader gives every rule set its own. */
  void leaveOut(String statement) {
    packageStatement = statement;
  }

  /** The text to compile: lines are the same as in the file. */
  String toCompile(String packageName) {
    StringBuilder out = new StringBuilder(text);
    for (int dot : safeDots.descendingSet()) {
      out.insert(dot, '!');
    }
    if (!packageStatement.isEmpty()) {
      int at = out.indexOf(packageStatement);
      out.replace(at, at + packageStatement.length(), "");
    }
    return "package " + packageName + "; " + out;
  }
}
