package io.ringwall.bench.kills;

import java.util.ArrayList;
import java.util.List;

/** What was found wrong, kill by kill. */
final class Verdict {
  private final List<String> wrong = new ArrayList<>();
  private int kills;
  private int lost;
  private int doubled;
  private int different;

  void killed() {
    kills++;
  }

  /** What was acknowledged before is to be there, and nothing twice. */
  void compare(String when, Told before, Told after) {
    List<String> missing = after.missing(before);
    List<String> twice = after.doubled();
    lost += missing.size();
    doubled += twice.size();
    missing.forEach(line -> wrong.add(when + ": lost " + line));
    twice.forEach(revision -> wrong.add(when + ": told twice: " + revision));
  }

  void same(String when, String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      different++;
      wrong.add(when + ": " + what + " differs: expected " + expected + ", found " + found);
    }
  }

  void failed(String when, RuntimeException problem) {
    different++;
    wrong.add(when + ": " + problem.getMessage());
  }

  /** Where nothing was acknowledged, nothing could be lost: that proves nothing. */
  void someAcknowledged(String when, int lines) {
    if (lines == 0) {
      wrong.add(when + ": no finding was acknowledged before a kill");
    }
  }

  /** Prints the outcome; false when something was wrong. */
  boolean print(String name) {
    wrong.stream().limit(20).forEach(System.out::println);
    System.out.printf("figure kills-%s %d count%n", name, kills);
    System.out.printf("figure kills-%s-lost %d count%n", name, lost);
    System.out.printf("figure kills-%s-doubled %d count%n", name, doubled);
    System.out.printf("figure kills-%s-different %d count%n", name, different);
    return wrong.isEmpty();
  }
}
