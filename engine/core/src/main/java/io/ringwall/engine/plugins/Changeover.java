package io.ringwall.engine.plugins;

import io.ringwall.engine.config.Problems;
import io.ringwall.engine.config.Setting;
import java.lang.ref.WeakReference;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/** How plugins come into service, take over from their predecessors, and go. */
final class Changeover {
  private final Bundles bundles;
  private final Registry registry;
  private final Leftovers leftovers;
  private final Crew crew;
  private final InstantSource clock;
  private final Pace pace;
  private final List<WeakReference<ClassLoader>> retired = new ArrayList<>();

  Changeover(
      Bundles bundles,
      Registry registry,
      Leftovers leftovers,
      Crew crew,
      InstantSource clock,
      Pace pace) {
    this.bundles = bundles;
    this.registry = registry;
    this.leftovers = leftovers;
    this.crew = crew;
    this.clock = clock;
    this.pace = pace;
  }

  /** What changes of plugins tell to. */
  record Telling(Stations stations, Runnable stirred) {}

  private Surroundings around(Deployment deployment, Telling telling) {
    return new Surroundings(
        deployment.offers().plugin(),
        deployment.loader(),
        telling.stations(),
        crew,
        clock,
        pace,
        telling.stirred());
  }

  /**
   * Loads a plugin and takes its names; nothing of it serves yet. One that cannot be loaded is
   * refused in the registry.
   *
   * @param old whose place it will take
   * @return null when it was refused
   */
  @Nullable Deployment load(
      Candidate candidate,
      @Nullable Deployment old,
      Map<String, Setting.Section> sections,
      Problems problems)
      throws InterruptedException {
    Bundle bundle = null;
    try {
      bundle = bundles.install(candidate);
      bundles.resolve(List.of(bundle));
      Deployment next = ask(candidate, bundle, sections, problems);
      registry.claim(next, old);
      return next;
    } catch (PluginTrouble e) {
      registry.refuse(status(candidate, e.state(), e.reason()));
      forget(candidate, bundle);
    } catch (Crew.Stuck e) {
      String reason = "it did not return when asked what it offers, and was left behind";
      PluginStatus status = status(candidate, PluginStatus.State.HUNG, reason);
      Bundle stuck = bundle;
      leftovers.add(
          status,
          e.thread().getContextClassLoader(),
          List.of(e.thread()),
          () -> forget(candidate, stuck));
    }
    return null;
  }

  private Deployment ask(
      Candidate candidate, Bundle bundle, Map<String, Setting.Section> sections, Problems problems)
      throws PluginTrouble, Crew.Stuck, InterruptedException {
    ClassLoader loader = bundles.loader(bundle);
    var found = new Problems();
    try {
      Offers offers =
          crew.call(
              "plugin-" + candidate.symbolicName(),
              loader,
              pace.answer(),
              pace.abandon(),
              () -> Offers.ask(loader, sections, found));
      return new Deployment(candidate, bundle, loader, offers, sections);
    } finally {
      found.list().forEach(one -> problems.add(one.position(), one.key(), one.message()));
    }
  }

  private static PluginStatus status(Candidate candidate, PluginStatus.State state, String reason) {
    return new PluginStatus(
        candidate.file(),
        candidate.digest(),
        candidate.symbolicName(),
        candidate.version(),
        state,
        reason,
        List.of(),
        0,
        null);
  }

  private void forget(Candidate candidate, @Nullable Bundle bundle) {
    if (bundle != null) {
      bundles.uninstall(bundle);
    }
    Door.delete(candidate.copy());
  }

  /** Puts a loaded plugin into service where nobody served before. */
  void begin(Deployment next, Telling telling) {
    registry.put(next, null);
    next.open(around(next, telling), Map.of());
    next.go();
  }

  /**
   * Loads a plugin and puts it into service where another one stood, if any. If it cannot, the
   * other one goes on.
   */
  void replace(
      @Nullable Deployment old,
      Candidate candidate,
      Map<String, Setting.Section> sections,
      Telling telling)
      throws InterruptedException {
    Deployment next = load(candidate, old, sections, new Problems());
    if (next == null) {
      return;
    }
    if (old == null) {
      begin(next, telling);
      return;
    }
    Map<Offered.Key, Handed> places = old.stop(true, pace);
    next.open(around(next, telling), places);
    List<String> failures = next.notOpened(places, System.nanoTime() + pace.open().toNanos());
    if (failures.isEmpty()) {
      registry.put(next, old);
      next.go();
      closeQueues(places, next);
      letGo(old, telling.stations());
    } else {
      takeBack(old, next, places, failures, telling);
    }
  }

  private void takeBack(
      Deployment old,
      Deployment next,
      Map<Offered.Key, Handed> places,
      List<String> failures,
      Telling telling)
      throws InterruptedException {
    next.stop(false, pace);
    old.forgetParts();
    old.open(around(old, telling), places);
    old.go();
    registry.refuse(
        status(
            next.candidate(),
            PluginStatus.State.FAILED,
            "it cannot take over from version "
                + old.candidate().version()
                + ", which goes on: "
                + String.join("; ", failures)));
    letGo(next, telling.stations());
  }

  /** A source that the successor no longer offers ends here. */
  private static void closeQueues(Map<Offered.Key, Handed> places, Deployment next) {
    places.forEach((key, place) -> {
      if (next.parts().stream().noneMatch(part -> part.offered().key().equals(key))) {
        place.queue().close();
      }
    });
  }

  /** Takes a plugin out of service for good. */
  void retire(Deployment gone, Telling telling) throws InterruptedException {
    gone.stop(false, pace);
    gone.parts().forEach(Part::closeQueue);
    registry.remove(gone);
    PluginStatus last = gone.status();
    letGo(gone, telling.stations());
    telling.stations().removed(last);
  }

  /** Binds a plugin to other settings and opens anew what they change. */
  void rebind(Deployment deployment, Map<String, Setting.Section> sections, Telling telling)
      throws InterruptedException {
    deployment.boundTo(sections);
    try {
      deployment.apply(bound(deployment, sections, new Problems()), around(deployment, telling));
    } catch (PluginTrouble e) {
      around(deployment, telling).remark("keeps its configuration: " + e.reason());
    }
  }

  /** What a plugin offers, bound to other settings, without effect. */
  Deployment.Rebinding bound(
      Deployment deployment, Map<String, Setting.Section> sections, Problems problems)
      throws PluginTrouble, InterruptedException {
    var found = new Problems();
    try {
      return crew.call(
          "plugin-" + deployment.offers().plugin(),
          deployment.loader(),
          pace.answer(),
          pace.abandon(),
          () -> deployment.rebind(sections, found));
    } catch (Crew.Stuck e) {
      throw PluginTrouble.hung("it did not return when its configuration was bound");
    } finally {
      found.list().forEach(one -> problems.add(one.position(), one.key(), one.message()));
    }
  }

  /** Uninstalls a stopped plugin, once none of its threads that the engine made lives. */
  private void letGo(Deployment stopped, Stations stations) {
    registry.release(stopped);
    List<Thread> stuck = stopped.stuck();
    if (stuck.isEmpty()) {
      uninstall(stopped, stations);
    } else {
      leftovers.add(stopped.status(), stopped.loader(), stuck, () -> uninstall(stopped, stations));
    }
  }

  private void uninstall(Deployment stopped, Stations stations) {
    List<String> own = Strays.threadsOf(stopped.loader());
    if (!own.isEmpty()) {
      String plugin = stopped.offers().plugin();
      stations.remark(
          plugin,
          "plugin '"
              + plugin
              + "' "
              + stopped.candidate().version()
              + " left threads of its own running: "
              + String.join(", ", own));
    }
    synchronized (retired) {
      retired.removeIf(one -> one.get() == null);
      retired.add(new WeakReference<>(stopped.loader()));
    }
    forget(stopped.candidate(), stopped.bundle());
  }

  /** Lets go of plugins whose threads have returned after all. */
  void sweep(Telling telling) {
    for (PluginStatus status : leftovers.sweep()) {
      telling
          .stations()
          .remark(
              status.name(),
              "plugin '" + status.name() + "' " + status.version() + " has returned at last");
    }
  }

  /** Class loaders of plugins that are gone and that something still holds. */
  int heldLoaders() {
    synchronized (retired) {
      retired.removeIf(one -> one.get() == null);
      return retired.size();
    }
  }
}
