package io.ringwall.engine.plugins;

import io.ringwall.engine.config.Problems;
import io.ringwall.engine.config.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/** One version of a plugin, loaded, with the parts of it that are in service. */
final class Deployment {
  private final Candidate candidate;
  private final Bundle bundle;
  private final ClassLoader loader;
  private final Offers offers;
  private final Map<Offered.Key, Part> parts = new LinkedHashMap<>();
  private final List<Part> left = new ArrayList<>();
  private Map<String, Setting.Section> boundTo;

  Deployment(
      Candidate candidate,
      Bundle bundle,
      ClassLoader loader,
      Offers offers,
      Map<String, Setting.Section> boundTo) {
    this.candidate = candidate;
    this.bundle = bundle;
    this.loader = loader;
    this.offers = offers;
    this.boundTo = boundTo;
  }

  Candidate candidate() {
    return candidate;
  }

  Bundle bundle() {
    return bundle;
  }

  ClassLoader loader() {
    return loader;
  }

  Offers offers() {
    return offers;
  }

  /** Opens all that it offers and that is wanted. */
  void open(Surroundings around, Map<Offered.Key, Handed> places) {
    for (Offered<?> one : offers.live) {
      open(one, around, places.getOrDefault(one.key(), Handed.nothing()));
    }
  }

  private void open(Offered<?> one, Surroundings around, Handed place) {
    if (!one.wanted()) {
      return;
    }
    var part = new Part(one, around, place);
    synchronized (this) {
      parts.put(one.key(), part);
    }
    part.open();
  }

  /** What served in these places and could not be opened by then, a sentence each. */
  List<String> notOpened(Map<Offered.Key, Handed> places, long deadline)
      throws InterruptedException {
    List<String> sentences = new ArrayList<>();
    for (Part part : parts()) {
      Handed place = places.get(part.offered().key());
      if (place != null && place.served() && !part.opened(deadline)) {
        String why = part.reason();
        sentences.add(
            why.isEmpty() ? part.offered().key().who() + " did not return from open" : why);
      }
    }
    return sentences;
  }

  void go() {
    parts().forEach(Part::go);
  }

  synchronized List<Part> parts() {
    return List.copyOf(parts.values());
  }

  List<Part> parts(Offered.Kind kind) {
    return parts().stream().filter(part -> part.offered().key().kind() == kind).toList();
  }

  /** Stops all parts, side by side, and says where they stood. */
  Map<Offered.Key, Handed> stop(boolean handOver, Pace pace) throws InterruptedException {
    Collection<Part> all = parts();
    stop(all, handOver, pace.stop(), pace.abandon());
    return places(all);
  }

  private static Map<Offered.Key, Handed> places(Collection<Part> stopped) {
    Map<Offered.Key, Handed> places = new LinkedHashMap<>();
    stopped.forEach(part -> places.put(part.offered().key(), part.handed()));
    return places;
  }

  /** Stops parts side by side; those that do not stop are interrupted, then left behind. */
  static void stop(
      Collection<Part> parts, boolean handOver, Duration within, Duration afterInterrupt)
      throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    parts.forEach(part -> part.stop(handOver));
    List<Part> late = late(parts, deadline);
    if (late.isEmpty()) {
      return;
    }
    late.forEach(Part::interrupt);
    late(late, System.nanoTime() + afterInterrupt.toNanos()).forEach(Part::abandon);
  }

  private static List<Part> late(Collection<Part> parts, long deadline)
      throws InterruptedException {
    List<Part> late = new ArrayList<>();
    for (Part part : parts) {
      if (!part.ended(deadline)) {
        late.add(part);
      }
    }
    return late;
  }

  /** Makes room for the same parts to be opened again; those left behind stay known. */
  synchronized void forgetParts() {
    parts.values().stream().filter(part -> !part.alive().isEmpty()).forEach(left::add);
    parts.clear();
  }

  /** Was it bound to these settings. */
  synchronized boolean isBoundTo(Map<String, Setting.Section> sections) {
    return boundTo.equals(sections);
  }

  /**
   * What it offers, bound to other settings.
   *
   * @param all in the order of before
   * @param changed those whose configuration is another one
   */
  record Rebinding(List<Offered<?>> all, List<Offered<?>> changed) {}

  /** Binds to other settings, without effect. Runs code of the plugin. */
  Rebinding rebind(Map<String, Setting.Section> sections, Problems problems) throws PluginTrouble {
    List<Offered<?>> all = new ArrayList<>();
    List<Offered<?>> changed = new ArrayList<>();
    PluginTrouble first = null;
    for (Offered<?> one : offers.live) {
      try {
        Offered<?> bound = one.to(sections, problems);
        all.add(bound);
        if (bound.differsFrom(one)) {
          changed.add(bound);
        }
      } catch (PluginTrouble e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
    return new Rebinding(all, changed);
  }

  /** Opens anew what is bound to another configuration; the rest goes on. */
  void apply(Rebinding rebinding, Surroundings around) throws InterruptedException {
    List<Offered.Key> keys = rebinding.changed().stream().map(Offered::key).toList();
    List<Part> old = parts().stream().filter(part -> keys.contains(part.offered().key())).toList();
    stop(old, true, around.pace().stop(), around.pace().abandon());
    Map<Offered.Key, Handed> places = places(old);
    synchronized (this) {
      offers.live.clear();
      offers.live.addAll(rebinding.all());
      for (Part part : old) {
        parts.remove(part.offered().key());
        if (!part.alive().isEmpty()) {
          left.add(part);
        }
      }
    }
    for (Offered<?> one : rebinding.changed()) {
      open(one, around, places.getOrDefault(one.key(), Handed.nothing()));
    }
    go();
  }

  /** What those parts that are in use need of the host. Runs code of the plugin. */
  List<InstalledCheck> checks() throws InterruptedException {
    List<Offered<?>> all;
    synchronized (this) {
      all = List.copyOf(offers.live);
    }
    return offers.checks(all);
  }

  synchronized void boundTo(Map<String, Setting.Section> sections) {
    boundTo = sections;
  }

  /** Is something of it still being opened for the first time. */
  boolean pending() {
    return parts().stream().anyMatch(part -> part.health() == Part.Health.PENDING);
  }

  /** Threads of parts that were told to stop and did not. */
  synchronized List<Thread> stuck() {
    return Stream.concat(parts.values().stream(), left.stream())
        .flatMap(part -> part.alive().stream())
        .toList();
  }

  synchronized PluginStatus status() {
    List<String> reasons = new ArrayList<>();
    PluginStatus.State state = PluginStatus.State.ACTIVE;
    long restarts = 0;
    Instant next = null;
    left.removeIf(part -> part.alive().isEmpty());
    for (Part part : Stream.concat(parts.values().stream(), left.stream()).toList()) {
      state = worse(state, part.health());
      if (!part.reason().isEmpty()) {
        reasons.add(part.reason());
      }
      restarts += part.restarts();
      next = earlier(next, part.nextTry());
    }
    return new PluginStatus(
        candidate.file(),
        candidate.digest(),
        offers.plugin(),
        candidate.version(),
        state,
        String.join("; ", reasons),
        offers.described,
        restarts,
        next);
  }

  private static PluginStatus.State worse(PluginStatus.State state, Part.Health health) {
    return switch (health) {
      case HUNG -> PluginStatus.State.HUNG;
      case FAILED -> state == PluginStatus.State.HUNG ? state : PluginStatus.State.FAILED;
      case PENDING, SERVING, ENDED, UNOFFERED -> state;
    };
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }
}
