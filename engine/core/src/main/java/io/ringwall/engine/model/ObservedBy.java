package io.ringwall.engine.model;

/**
 * Whose observation it is: of one host, within one epoch of a source there.
 *
 * @param host the host
 * @param epoch the epoch
 */
public record ObservedBy(String host, String epoch) implements Comparable<ObservedBy> {
  @Override
  public int compareTo(ObservedBy other) {
    int byHost = host.compareTo(other.host);
    return byHost != 0 ? byHost : epoch.compareTo(other.epoch);
  }
}
