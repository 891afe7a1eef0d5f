package io.ringwall.sdk.plugin;

import io.ringwall.sdk.event.EdgeKey;
import java.util.Set;

/**
 * What a backend enforces.
 *
 * @param boundaryRevision the boundary's revision as the backend carries it; -1 when it carries
 *     none
 * @param membershipRevision the membership's revision as the backend carries it; -1 when none
 * @param edges the edges it lets pass, as far as it can tell them
 */
public record Observation(long boundaryRevision, long membershipRevision, Set<EdgeKey> edges) {
  public Observation {
    edges = Set.copyOf(edges);
  }
}
