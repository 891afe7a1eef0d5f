package io.ringwall.engine.findings;

/**
 * Where a rule stands among those that speak on one event: stage, salience (higher first),
 * precedence of its rule set, place of its declaration.
 *
 * @param correlation false for stateless rules, which come first
 * @param salience higher speaks earlier
 * @param precedence place of the rule set among those loaded, from 0
 * @param declaration place of the rule in its rule set, from 0
 */
public record FiringOrder(boolean correlation, int salience, int precedence, int declaration)
    implements Comparable<FiringOrder> {
  @Override
  public int compareTo(FiringOrder other) {
    int order = Boolean.compare(correlation, other.correlation);
    if (order == 0) {
      order = Integer.compare(other.salience, salience);
    }
    if (order == 0) {
      order = Integer.compare(precedence, other.precedence);
    }
    return order != 0 ? order : Integer.compare(declaration, other.declaration);
  }
}
