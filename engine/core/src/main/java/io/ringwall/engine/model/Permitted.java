package io.ringwall.engine.model;

import io.ringwall.sdk.event.EdgeKey;
import java.util.List;
import java.util.Set;

/**
 * What may pass.
 *
 * @param edges learned or allowed, and not denied; named blocks stand as their address blocks
 * @param untold what of the declarations is not among the edges as it was said, a sentence each
 */
public record Permitted(Set<EdgeKey> edges, List<String> untold) {
  public Permitted {
    edges = Set.copyOf(edges);
    untold = List.copyOf(untold);
  }
}
