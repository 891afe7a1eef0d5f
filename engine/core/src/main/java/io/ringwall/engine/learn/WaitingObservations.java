package io.ringwall.engine.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * Observations that wait out the longest window. The first ones of a subject wait one by one; of a
 * subject that is seen all the time the later ones wait in groups, so that memory depends on how
 * many subjects there are and not on how often they are seen.
 */
final class WaitingObservations {
  private static final int ONE_BY_ONE = 64;
  private static final int GROUPS = 128;
  private static final Duration SHORTEST_GROUP = Duration.ofSeconds(1);

  private final Duration group;
  private final PriorityQueue<Pending> queue = new PriorityQueue<>();
  private final Map<Subject, Tail> tails = new HashMap<>();
  private long number;

  /** How many of a subject wait, and the last of them. */
  private static final class Tail {
    private int waiting;
    private Pending last;

    Tail(Pending first) {
      this.last = first;
    }
  }

  WaitingObservations(Duration wait) {
    Duration part = wait.dividedBy(GROUPS);
    this.group = part.compareTo(SHORTEST_GROUP) < 0 ? SHORTEST_GROUP : part;
  }

  /**
   * Adds one.
   *
   * @param place its place in engine time, never earlier than any token passed
   * @param time its own time
   */
  void add(Subject subject, Instant place, Instant time) {
    Tail tail = tails.get(subject);
    if (tail != null && tail.waiting >= ONE_BY_ONE && joins(tail.last, place)) {
      tail.last.add(place, time);
      return;
    }
    Pending one = new Pending(subject, place, time, number++);
    if (tail == null) {
      tail = new Tail(one);
      tails.put(subject, tail);
    }
    tail.waiting++;
    tail.last = one;
    queue.add(one);
  }

  private boolean joins(Pending last, Instant place) {
    return !place.isBefore(last.place()) && place.isBefore(last.place().plus(group));
  }

  /** Takes the next that has waited since before this. */
  Optional<Pending> poll(Instant ripe) {
    Pending first = queue.peek();
    if (first == null || !first.waitedSinceBefore(ripe)) {
      return Optional.empty();
    }
    queue.remove();
    Tail tail = tails.get(first.subject());
    if (tail != null && --tail.waiting == 0) {
      tails.remove(first.subject());
    }
    return Optional.of(first);
  }

  /** Takes all that wait of these subjects, in order. */
  List<Pending> take(Predicate<Subject> which) {
    List<Pending> taken = queue.stream().filter(one -> which.test(one.subject())).sorted().toList();
    queue.removeIf(one -> which.test(one.subject()));
    tails.keySet().removeIf(which);
    return taken;
  }

  int size() {
    return queue.size();
  }
}
