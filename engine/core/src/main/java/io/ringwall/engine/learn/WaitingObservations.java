package io.ringwall.engine.learn;

import io.ringwall.engine.flows.Lesson;
import io.ringwall.sdk.event.EdgeKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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
  private final Map<Subject, Deque<Pending>> bySubject = new HashMap<>();
  private final Map<EdgeKey, Integer> edges = new ConcurrentHashMap<>();
  private final Set<Subject> begun = new LinkedHashSet<>();
  private final Set<Subject> changed = new LinkedHashSet<>();
  private final Set<Subject> ended = new LinkedHashSet<>();
  private long number;

  WaitingObservations(Duration wait) {
    Duration part = wait.dividedBy(GROUPS);
    this.group = part.compareTo(SHORTEST_GROUP) < 0 ? SHORTEST_GROUP : part;
  }

  /**
   * Adds one.
   *
   * @param place its place in engine time, never earlier than any token passed
   * @param time its own time
   * @param lesson what may yet be withdrawn while it waits one by one, or null
   */
  void add(Subject subject, Instant place, Instant time, @Nullable Lesson lesson) {
    Deque<Pending> known = bySubject.get(subject);
    if (known != null && known.size() >= ONE_BY_ONE && joins(known.getLast(), place)) {
      known.getLast().add(place, time);
      changed.add(subject);
      return;
    }
    add(Pending.once(subject, place, time, lesson, number++));
  }

  /** Adds what waited in an earlier run. */
  void restore(Pending earlier) {
    add(earlier.numbered(number++));
    begun.remove(earlier.subject());
  }

  private void add(Pending one) {
    Subject subject = one.subject();
    Deque<Pending> known = bySubject.get(subject);
    if (known == null) {
      known = new ArrayDeque<>(1);
      bySubject.put(subject, known);
      if (subject.edge() != null) {
        edges.merge(subject.edge(), 1, Integer::sum);
      }
      if (!ended.remove(subject)) {
        begun.add(subject);
      }
    }
    known.add(one);
    queue.add(one);
    changed.add(subject);
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
    Deque<Pending> known = bySubject.get(first.subject());
    if (known != null) {
      known.remove(first);
      changed.add(first.subject());
      if (known.isEmpty()) {
        end(first.subject());
      }
    }
    return Optional.of(first);
  }

  private void end(Subject subject) {
    bySubject.remove(subject);
    changed.remove(subject);
    if (subject.edge() != null) {
      edges.computeIfPresent(subject.edge(), (_, users) -> users == 1 ? null : users - 1);
    }
    if (!begun.remove(subject)) {
      ended.add(subject);
    }
  }

  /** Takes all that wait of these subjects, in order. */
  List<Pending> take(Predicate<Subject> which) {
    List<Subject> subjects = bySubject.keySet().stream().filter(which).toList();
    List<Pending> taken = new ArrayList<>();
    for (Subject subject : subjects) {
      taken.addAll(bySubject.getOrDefault(subject, new ArrayDeque<>()));
      end(subject);
    }
    queue.removeAll(Set.copyOf(taken));
    Collections.sort(taken);
    return taken;
  }

  /** Which subjects began to wait, and which of those told before do not any more. */
  List<LearningRecord> takeNews() {
    List<LearningRecord> news = new ArrayList<>();
    begun.forEach(subject -> news.add(UndecidedJson.waits(together(subject))));
    ended.forEach(subject -> news.add(UndecidedJson.decided(subject)));
    changed.removeAll(begun);
    begun.clear();
    ended.clear();
    return news;
  }

  /** All that changed since it was told. */
  List<LearningRecord> takeChanges() {
    List<LearningRecord> changes = takeNews();
    changed.forEach(subject -> changes.add(UndecidedJson.waits(together(subject))));
    changed.clear();
    return changes;
  }

  /** All that waits of a subject as one. */
  private Pending together(Subject subject) {
    Deque<Pending> known = bySubject.getOrDefault(subject, new ArrayDeque<>());
    return known.stream().reduce(Pending::with).orElseThrow();
  }

  /** Edges of which something waits. Any thread. */
  Set<EdgeKey> edges() {
    return Collections.unmodifiableSet(edges.keySet());
  }

  int size() {
    return queue.size();
  }
}
