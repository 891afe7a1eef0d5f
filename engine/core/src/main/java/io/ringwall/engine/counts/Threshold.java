package io.ringwall.engine.counts;

/**
 * A number that a count may reach.
 *
 * @param name its name in the rule set
 * @param number at least 1
 */
public record Threshold(String name, long number) {
  public Threshold {
    if (number < 1) {
      throw new IllegalArgumentException(
          "threshold '" + name + "' must be at least 1, was " + number);
    }
  }
}
