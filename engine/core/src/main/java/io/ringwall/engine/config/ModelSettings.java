package io.ringwall.engine.config;

import io.ringwall.sdk.finding.Mode;

/**
 * How connections are learned.
 *
 * @param mode the mode of scopes that no entry of {@code etc/modes} names
 * @param maxEdges edges kept at most; beyond, the candidate not seen for longest goes, counted
 * @param maxAddresses addresses whose holders are remembered at most
 * @param maxFlows connections that can be followed at the same time
 */
public record ModelSettings(Mode mode, int maxEdges, int maxAddresses, int maxFlows) {
  /** What holds where the user says nothing. */
  public static final ModelSettings DEFAULT =
      new ModelSettings(Mode.LEARN, 200_000, 1_000_000, 1_000_000);

  public ModelSettings {
    requirePositive("max-edges", maxEdges);
    requirePositive("max-addresses", maxAddresses);
    requirePositive("max-flows", maxFlows);
  }

  private static void requirePositive(String key, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException(key + " must be at least 1, was " + limit);
    }
  }
}
