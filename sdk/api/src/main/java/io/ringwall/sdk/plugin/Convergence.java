package io.ringwall.sdk.plugin;

import java.util.List;

/**
 * The outcome of making a boundary true.
 *
 * @param boundaryRevision revision of the boundary that now holds
 * @param membershipRevision revision of the membership that now holds
 * @param gaps what the backend cannot express, a sentence each; nothing of it is enforced
 */
public record Convergence(long boundaryRevision, long membershipRevision, List<String> gaps) {
  public Convergence {
    gaps = List.copyOf(gaps);
  }
}
