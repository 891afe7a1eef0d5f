package io.ringwall.engine.rules;

import io.ringwall.sdk.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Finds the targets that an event may match by a look-up for each guarded path, whatever their
 * number. Used by any thread.
 */
final class GuardIndex {
  private final List<Target> targets;
  private final Map<Class<?>, ByKind> byKind = new ConcurrentHashMap<>();

  GuardIndex(List<Target> targets) {
    this.targets = List.copyOf(targets);
  }

  /** Tells of each target that matches this event, each once, in no particular order. */
  void matching(Event event, Consumer<Target> matched) {
    ByKind kind = byKind.get(event.getClass());
    if (kind == null) {
      kind = byKind.computeIfAbsent(event.getClass(), this::kind);
    }
    kind.matching(event, matched);
  }

  private ByKind kind(Class<?> type) {
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
  private static final class ByKind {
    private final Probe[] probes;
    private final Target[] unguarded;
    private final Set<Target> spread;

    ByKind(Probe[] probes, Target[] unguarded, Set<Target> spread) {
      this.probes = probes;
      this.unguarded = unguarded;
      this.spread = spread;
    }

    void matching(Event event, Consumer<Target> matched) {
      Set<Target> told = spread.isEmpty() ? Set.of() : new HashSet<>();
      for (Probe probe : probes) {
        for (Target target : probe.look(event)) {
          boolean first = !spread.contains(target) || told.add(target);
          if (first && target.matches(event)) {
            matched.accept(target);
          }
        }
      }
      for (Target target : unguarded) {
        if (target.matches(event)) {
          matched.accept(target);
        }
      }
    }
  }
}
