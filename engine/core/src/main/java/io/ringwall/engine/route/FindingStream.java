package io.ringwall.engine.route;

import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Revisions of findings as they become safe, for one who follows. One who is so far behind that
 * revisions have left is told how many. One thread.
 */
public final class FindingStream {
  private final Revisions revisions;
  private final Clearances clearances;
  private final Predicate<ListedFinding> wanted;
  private long position;
  private long missed;

  FindingStream(
      Revisions revisions, Clearances clearances, Predicate<ListedFinding> wanted, long after) {
    this.revisions = revisions;
    this.clearances = clearances;
    this.wanted = wanted;
    this.position = after;
  }

  /** The next revision that is wanted; null when there is none in time. */
  public @Nullable ListedFinding take(Duration patience) throws InterruptedException {
    for (Revisions.Revision next = revisions.after(position, patience);
        next != null;
        next = revisions.after(position, Duration.ZERO)) {
      missed += next.number() - position - 1;
      position = next.number();
      ListedFinding one = ListedFinding.of(next.finding(), clearances);
      if (wanted.test(one)) {
        return one;
      }
    }
    return null;
  }

  /** Number of the revision taken last: one who comes back goes on after it. */
  public long position() {
    return position;
  }

  /** How many had left before they were taken, since this was last asked. */
  public long takeMissed() {
    long since = missed;
    missed = 0;
    return since;
  }
}
