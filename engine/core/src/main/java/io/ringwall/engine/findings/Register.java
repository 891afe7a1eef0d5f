package io.ringwall.engine.findings;

import io.ringwall.sdk.event.Workload;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Findings and incidents that are kept, and by what they are found again. Used by one thread. */
final class Register {
  private final int max;
  private final Scans scans;
  private final LinkedHashMap<String, Open> all = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, Aggregate> byKey = new HashMap<>();
  private final Map<String, Story> stories = new HashMap<>();
  private final Map<String, Set<Aggregate>> edgesByOrigin = new HashMap<>();
  private final Map<String, Set<Open>> byContainer = new HashMap<>();
  private final Map<String, Open> earlier = new HashMap<>();

  /**
   * A register.
   *
   * @param max findings and incidents at most
   * @param scans forgets what leaves the register
   */
  Register(int max, Scans scans) {
    this.max = max;
    this.scans = scans;
  }

  /** The one of this id, or null; it is then the last one to be forgotten. */
  @Nullable Open use(String id) {
    return all.get(id);
  }

  Collection<Open> all() {
    return all.values();
  }

  @Nullable Aggregate finding(String key) {
    return byKey.get(key);
  }

  @Nullable Story story(String key) {
    return stories.get(key);
  }

  /** Edge findings of this container, else address. */
  Set<Aggregate> edges(String origin) {
    return edgesByOrigin.getOrDefault(origin, Set.of());
  }

  Set<Open> ofContainer(String id) {
    return byContainer.getOrDefault(id, Set.of());
  }

  /** Was it emitted by an earlier run, and not worked out anew since. */
  boolean isRestored(Open open) {
    return earlier.get(open.id()) == open;
  }

  /** It was emitted by an earlier run. */
  void restored(Open open) {
    earlier.put(open.id(), open);
  }

  /** The restored one of this id leaves, to be worked out anew; null where there is none. */
  @Nullable Open leaveRestored(String id) {
    Open open = earlier.isEmpty() ? null : earlier.remove(id);
    if (open == null || !all.remove(id, open)) {
      return null;
    }
    unlink(open);
    return open;
  }

  /**
   * Keeps one that is new.
   *
   * @return the one that was forgotten for want of room, or null
   */
  @Nullable Open keep(Open open, @Nullable Workload container) {
    all.put(open.id(), open);
    if (container != null) {
      byContainer.computeIfAbsent(container.containerId(), _ -> new LinkedHashSet<>()).add(open);
    }
    if (all.size() <= max) {
      return null;
    }
    Open eldest = all.firstEntry().getValue();
    all.remove(eldest.id());
    earlier.remove(eldest.id(), eldest);
    unlink(eldest);
    return eldest;
  }

  /** The finding is found by this key, too, which is its own from now on. */
  void key(Aggregate finding, String key) {
    if (finding.keys().add(key)) {
      byKey.put(key, finding);
    }
    finding.correlationKey(key);
  }

  /** What was found by the younger one's keys is the older one now. */
  void replace(Aggregate younger, Aggregate older) {
    for (String key : younger.keys()) {
      byKey.put(key, older);
    }
  }

  void index(Aggregate finding) {
    if (finding.edgeFinding()) {
      edgesByOrigin.computeIfAbsent(finding.origin(), _ -> new LinkedHashSet<>()).add(finding);
    }
  }

  void story(Story story) {
    stories.put(story.correlationKey(), story);
  }

  /** It is found by its keys no more: what comes under them is another one. */
  void close(Open open) {
    if (open instanceof Aggregate finding) {
      finding.keys().forEach(key -> byKey.remove(key, finding));
    } else if (open instanceof Story story) {
      stories.remove(story.correlationKey(), story);
    }
  }

  private void unlink(Open open) {
    close(open);
    Workload container = null;
    if (open instanceof Aggregate finding) {
      remove(edgesByOrigin, finding.origin(), finding);
      scans.forget(finding);
      container = finding.subject();
    } else if (open instanceof Story story) {
      container = story.subject();
    }
    if (container != null) {
      remove(byContainer, container.containerId(), open);
    }
  }

  private static <T> void remove(Map<String, Set<T>> sets, String key, T member) {
    Set<T> set = sets.get(key);
    if (set != null && set.remove(member) && set.isEmpty()) {
      sets.remove(key);
    }
  }
}
