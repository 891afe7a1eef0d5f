package io.ringwall.sdk.plugin;

import java.util.Set;

/**
 * The difference between two revisions.
 *
 * @param <T> what was added and removed
 * @param complete true when {@code added} is everything, because the earlier revision is not known
 * @param added new since then
 * @param removed gone since then
 */
public record Changes<T>(boolean complete, Set<T> added, Set<T> removed) {
  public Changes {
    added = Set.copyOf(added);
    removed = Set.copyOf(removed);
  }
}
