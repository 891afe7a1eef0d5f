package io.ringwall.engine.identity;

import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.NetworkAttachment;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Containers by id, whole or cut to its first 12 digits as many tools print it, and what
 * inventories said of them ahead of the events.
 */
final class Containers {
  /** An inventory and a log tell one start within this. */
  private static final Duration SAME_START = Duration.ofSeconds(2);

  private static final int SHORT_ID = 12;

  private final Map<String, Container> byId = new ConcurrentHashMap<>();
  private final Map<String, Container> byShortId = new ConcurrentHashMap<>();
  private final LinkedHashSet<Container> ended = new LinkedHashSet<>();
  private final ConcurrentHashMap<String, List<Expected>> expected = new ConcurrentHashMap<>();
  private final int max;
  private final LongAdder forgotten = new LongAdder();

  Containers(int max) {
    this.max = max;
  }

  /** A start that an inventory told, and the end if it told that too. */
  record Expected(ContainerEvent started, @Nullable Instant until) {}

  private static String shortId(String id) {
    return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
  }

  /**
   * Any thread; only what it {@linkplain Container#known knows} is for others than the dispatcher.
   */
  @Nullable Container find(String id) {
    Container whole = byId.get(id);
    return whole != null ? whole : byShortId.get(shortId(id));
  }

  /** Dispatcher only. */
  Container add(Container container) {
    String id = container.known().workload().containerId();
    byId.put(id, container);
    byShortId.put(shortId(id), container);
    while (byId.size() > max && !ended.isEmpty()) {
      forget(ended.removeFirst());
    }
    return container;
  }

  /** A container has ended; it may be forgotten when there are too many. Dispatcher only. */
  void ended(Container container) {
    ended.addLast(container);
  }

  private void forget(Container container) {
    if (container.startedAt() == null) {
      String id = container.known().workload().containerId();
      byId.remove(id, container);
      byShortId.remove(shortId(id), container);
      forgotten.increment();
    }
  }

  /** Containers that were forgotten for want of room. */
  long forgotten() {
    return forgotten.sum();
  }

  void expect(ContainerEvent started, @Nullable Instant until) {
    expected
        .computeIfAbsent(
            shortId(started.workload().containerId()), _ -> new CopyOnWriteArrayList<>())
        .add(new Expected(started, until));
  }

  /** What an inventory told of this start, or null. */
  @Nullable Expected expected(ContainerEvent started) {
    for (Expected told :
        expected.getOrDefault(shortId(started.workload().containerId()), List.of())) {
      if (sameStart(told.started().time(), started.time())) {
        return told;
      }
    }
    return null;
  }

  /** Where an inventory saw the container in another of its lives. */
  List<NetworkAttachment> elsewhere(String id) {
    List<Expected> told = expected.getOrDefault(shortId(id), List.of());
    if (told.isEmpty()) {
      return List.of();
    }
    ContainerEvent last = told.getLast().started();
    return last.networks().isEmpty() ? last.workload().networks() : last.networks();
  }

  static boolean sameStart(@Nullable Instant one, Instant other) {
    return one != null && Duration.between(one, other).abs().compareTo(SAME_START) <= 0;
  }
}
