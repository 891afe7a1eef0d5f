package io.ringwall.engine.response;

import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.plugin.Changes;
import io.ringwall.sdk.plugin.Member;
import io.ringwall.sdk.plugin.Membership;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A membership with its last revisions. Immutable: {@link #next} makes the one that follows. */
public final class Members implements Membership {
  private final History<Member> history;
  private final Map<WorkloadClass, Set<Member>> byClass;

  private Members(History<Member> history) {
    this.history = history;
    this.byClass =
        history.all().stream()
            .collect(
                Collectors.collectingAndThen(
                    Collectors.groupingBy(Member::workloadClass, Collectors.toUnmodifiableSet()),
                    Map::copyOf));
  }

  /**
   * The first revision.
   *
   * @param revision its number; later ones count on from it
   */
  public static Members beginning(long revision, Set<Member> members) {
    return new Members(History.beginning(revision, members));
  }

  /** The revision that follows; this one when nothing changed. */
  public Members next(Set<Member> now) {
    return history.all().equals(now) ? this : new Members(history.next(now));
  }

  @Override
  public long revision() {
    return history.number();
  }

  @Override
  public Map<WorkloadClass, Set<Member>> members() {
    return byClass;
  }

  @Override
  public Changes<Member> changesSince(long earlier) {
    return history.since(earlier);
  }
}
