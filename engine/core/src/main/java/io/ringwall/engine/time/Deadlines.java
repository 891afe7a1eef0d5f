package io.ringwall.engine.time;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Things that are due at some time; those due at the same time come in the order in which they were
 * added. Used by one thread.
 *
 * @param <T> what is due
 */
public final class Deadlines<T> {
  private final PriorityQueue<Due<T>> queue =
      new PriorityQueue<>(
          Comparator.comparing((Due<T> due) -> due.at()).thenComparingLong(due -> due.number()));
  private long added;

  /** Adds something that is due at this time. */
  public void add(Instant at, T thing) {
    queue.add(new Due<>(at, added++, thing));
  }

  /** Takes the next thing that is due at or before this time. */
  public Optional<T> poll(Instant until) {
    Due<T> first = queue.peek();
    if (first == null || first.at().isAfter(until)) {
      return Optional.empty();
    }
    queue.remove();
    return Optional.of(first.thing());
  }

  /** When the next thing is due. */
  public Optional<Instant> next() {
    return Optional.ofNullable(queue.peek()).map(Due::at);
  }

  /** How many wait. */
  public int size() {
    return queue.size();
  }

  private record Due<T>(Instant at, long number, T thing) {}
}
