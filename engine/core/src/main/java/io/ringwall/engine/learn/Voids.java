package io.ringwall.engine.learn;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stretches of time in which what an originator does teaches nothing. */
final class Voids {
  private final Map<String, List<Stretch>> byOriginator = new HashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();

  private static final class Stretch {
    private final @Nullable Object cause;
    private Instant from;
    private @Nullable Instant until;

    private Stretch(@Nullable Object cause, Instant from, @Nullable Instant until) {
      this.cause = cause;
      this.from = from;
      this.until = until;
    }

    private boolean touches(Instant first, Instant last) {
      return !last.isBefore(from) && (until == null || !first.isAfter(until));
    }
  }

  /** Something happened from then until then. */
  void add(String originator, Instant from, Instant until) {
    stretches(originator).add(new Stretch(null, from, until));
  }

  /** Something that goes on until {@link #close}: a count stands above its threshold. */
  void open(String originator, Object cause, Instant from) {
    for (Stretch stretch : byOriginator.getOrDefault(originator, List.of())) {
      if (cause.equals(stretch.cause) && stretch.until == null) {
        if (from.isBefore(stretch.from)) {
          stretch.from = from;
          changed.add(originator);
        }
        return;
      }
    }
    stretches(originator).add(new Stretch(cause, from, null));
  }

  /** It has ended, for all whom it concerned. */
  void close(Object cause, Instant at) {
    byOriginator.forEach((originator, stretches) -> {
      for (Stretch stretch : stretches) {
        if (cause.equals(stretch.cause) && stretch.until == null) {
          stretch.until = at;
          changed.add(originator);
        }
      }
    });
  }

  /** Did this originator do anything void between these two times. */
  boolean touch(String originator, Instant first, Instant last) {
    for (Stretch stretch : byOriginator.getOrDefault(originator, List.of())) {
      if (stretch.touches(first, last)) {
        return true;
      }
    }
    return false;
  }

  /** Forgets what ended before this. */
  void forget(Instant before) {
    byOriginator
        .entrySet()
        .removeIf(entry -> {
          List<Stretch> stretches = entry.getValue();
          if (stretches.removeIf(one -> one.until != null && one.until.isBefore(before))) {
            changed.add(entry.getKey());
          }
          return stretches.isEmpty();
        });
  }

  /** Adds what an earlier run knew; what went on when it stopped has ended by now. */
  void restore(UndecidedJson.OfOriginator earlier, Instant now) {
    for (UndecidedJson.Stretch stretch : earlier.stretches()) {
      Instant until = stretch.until();
      stretches(earlier.originator())
          .add(new Stretch(null, stretch.from(), until == null ? now : until));
    }
  }

  /** All of the originators whose stretches changed since it was told. */
  List<LearningRecord> takeChanges() {
    List<LearningRecord> changes = new ArrayList<>();
    for (String originator : changed) {
      List<UndecidedJson.Stretch> stretches =
          byOriginator.getOrDefault(originator, List.of()).stream()
              .map(one -> new UndecidedJson.Stretch(one.from, one.until))
              .toList();
      changes.add(UndecidedJson.voids(new UndecidedJson.OfOriginator(originator, stretches)));
    }
    changed.clear();
    return changes;
  }

  private List<Stretch> stretches(String originator) {
    changed.add(originator);
    return byOriginator.computeIfAbsent(originator, _ -> new ArrayList<>());
  }
}
