package io.ringwall.engine.response;

import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.plugin.Boundary;
import io.ringwall.sdk.plugin.Changes;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A boundary with its last revisions. Immutable: {@link #next} makes the one that follows. */
public final class AllowedEdges implements Boundary {
  private final Set<WorkloadClass> guarded;
  private final History<EdgeKey> edges;

  private AllowedEdges(Set<WorkloadClass> guarded, History<EdgeKey> edges) {
    this.guarded = guarded;
    this.edges = edges;
  }

  /**
   * The first revision.
   *
   * @param revision its number; later ones count on from it
   * @param guarded classes that may do only what is allowed
   * @param edges what is allowed; of them those count that touch a guarded class
   */
  public static AllowedEdges beginning(
      long revision, Set<WorkloadClass> guarded, Set<EdgeKey> edges) {
    return new AllowedEdges(
        Set.copyOf(guarded), History.beginning(revision, touching(guarded, edges)));
  }

  /** The revision that follows; this one when nothing changed. */
  public AllowedEdges next(Set<WorkloadClass> nowGuarded, Set<EdgeKey> nowAllowed) {
    Set<EdgeKey> touching = touching(nowGuarded, nowAllowed);
    return guarded.equals(nowGuarded) && edges.all().equals(touching)
        ? this
        : new AllowedEdges(Set.copyOf(nowGuarded), edges.next(touching));
  }

  private static Set<EdgeKey> touching(Set<WorkloadClass> guarded, Set<EdgeKey> edges) {
    Predicate<EdgeKey> touches =
        edge ->
            isOf(guarded, edge.from().workloadClass()) || isOf(guarded, edge.to().workloadClass());
    return edges.stream().filter(touches).collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isOf(Set<WorkloadClass> guarded, @Nullable WorkloadClass asked) {
    return asked != null && guarded.contains(asked);
  }

  @Override
  public long revision() {
    return edges.number();
  }

  @Override
  public Set<WorkloadClass> guarded() {
    return guarded;
  }

  @Override
  public Set<EdgeKey> edges() {
    return edges.all();
  }

  @Override
  public Changes<EdgeKey> changesSince(long earlier) {
    return edges.since(earlier);
  }
}
