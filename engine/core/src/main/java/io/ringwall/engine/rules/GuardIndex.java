package io.ringwall.engine.rules;

import io.ringwall.sdk.event.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Finds the targets that an event may match by a look-up for each guarded path, whatever their
 * number. Used by any thread.
 */
final class GuardIndex {
  private final List<Target> targets;
  private final AtomicReference<Known> known =
      new AtomicReference<>(new Known(new Class<?>[0], new ByKind[0]));

  /** The kinds of events met so far: few, so that a walk finds them sooner than a hash. */
  private static final class Known {
    final Class<?>[] classes;
    final ByKind[] kinds;

    Known(Class<?>[] classes, ByKind[] kinds) {
      this.classes = classes;
      this.kinds = kinds;
    }

    @Nullable ByKind of(Class<?> type) {
      for (int i = 0; i < classes.length; i++) {
        if (classes[i] == type) {
          return kinds[i];
        }
      }
      return null;
    }

    Known with(Class<?> type, ByKind kind) {
      Class<?>[] more = Arrays.copyOf(classes, classes.length + 1);
      ByKind[] moreKinds = Arrays.copyOf(kinds, kinds.length + 1);
      more[classes.length] = type;
      moreKinds[kinds.length] = kind;
      return new Known(more, moreKinds);
    }
  }

  GuardIndex(List<Target> targets) {
    this.targets = List.copyOf(targets);
  }

  /** The index for events of this class. */
  ByKind kind(Class<?> type) {
    ByKind there = known.get().of(type);
    return there == null ? added(type) : there;
  }

  /** Two threads may both make it, and one's is kept: nobody waits here for a lock. */
  private ByKind added(Class<?> type) {
    ByKind made = index(type);
    while (true) {
      Known now = known.get();
      ByKind there = now.of(type);
      if (there != null) {
        return there;
      }
      if (known.compareAndSet(now, now.with(type, made))) {
        return made;
      }
    }
  }

  private ByKind index(Class<?> type) {
    List<Target> unguarded = new ArrayList<>();
    Map<Equality.Path, Map<Object, List<Target>>> guarded = new LinkedHashMap<>();
    Set<Target> spread = new HashSet<>();
    for (Target target : targets) {
      if (!target.type().isAssignableFrom(type)) {
        continue;
      }
      if (target.guard().isEmpty()) {
        unguarded.add(target);
      }
      for (Equality equality : target.guard()) {
        guarded
            .computeIfAbsent(equality.path(), path -> new HashMap<>())
            .computeIfAbsent(equality.value(), value -> new ArrayList<>())
            .add(target);
      }
      if (target.guard().stream().map(Equality::path).distinct().count() > 1) {
        spread.add(target);
      }
    }
    Probe[] probes =
        guarded.entrySet().stream()
            .map(entry -> Probe.of(entry.getKey(), entry.getValue()))
            .toArray(Probe[]::new);
    return new ByKind(probes, unguarded.toArray(Target[]::new), spread);
  }

  /** The index for one class of events. */
  static final class ByKind {
    private final Probe[] probes;
    private final Target[] unguarded;
    private final Set<Target> spread;

    ByKind(Probe[] probes, Target[] unguarded, Set<Target> spread) {
      this.probes = probes;
      this.unguarded = unguarded;
      this.spread = spread;
    }

    /** What matches this event, each once, in no particular order; null for nothing. */
    @Nullable Matches matching(Event event) {
      Matches matches = null;
      for (Probe probe : probes) {
        matches = tested(probe.look(event), event, matches);
      }
      return unguarded.length == 0 ? matches : tested(unguarded, event, matches);
    }

    /** What may match this event, each once, in no particular order; none was tested yet. */
    Set<Target> candidates(Event event) {
      Set<Target> candidates = new HashSet<>(List.of(unguarded));
      for (Probe probe : probes) {
        candidates.addAll(List.of(probe.look(event)));
      }
      return candidates;
    }

    private @Nullable Matches tested(Target[] candidates, Event event, @Nullable Matches matches) {
      Matches found = matches;
      for (Target target : candidates) {
        if (target.matches(event)) {
          found = found == null ? new Matches() : found;
          found.add(target, !spread.isEmpty() && spread.contains(target));
        }
      }
      return found;
    }
  }
}
