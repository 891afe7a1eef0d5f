package io.ringwall.engine.plugins;

import io.ringwall.engine.config.Problems;
import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.Setting;
import io.ringwall.sdk.plugin.CustomEventType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The plugins of a running engine. It loads what is in a folder, puts it into service, watches the
 * folder, and lets successors take over while events flow:
 *
 * <ul>
 *   <li>A JAR that appears is in service within 2 s of being whole.
 *   <li>A JAR that is replaced: the new version is loaded beside the old one, then the old one's
 *       parts are stopped, then the new one's are opened in their place. A source's queue stays,
 *       and what it handed over is given to its successor. If one of them cannot be opened, the old
 *       version is opened again with what it handed over, and goes on.
 *   <li>A JAR that is removed: its plugin is stopped and uninstalled, and its class loader let go.
 *   <li>What fails is opened again after 1 s, 2 s, … at most 60 s. What does not stop within 5 s is
 *       interrupted, and if that does not help, left behind as HUNG; what it still emits is dropped
 *       and counted.
 * </ul>
 *
 * <p>A folder that vanishes is no reason to stop what runs: it is told of and waited for.
 *
 * <p>Safe for any thread. The order is {@code open}, {@code start}, … , {@code stopSources}, {@code
 * close}.
 */
public final class PluginService implements AutoCloseable {
  private static final List<Offered.Kind> SOURCES =
      List.of(Offered.Kind.SOURCE, Offered.Kind.IDENTITY);
  private static final int SHARES = 5;

  private final Bundles bundles;
  private final Registry registry = new Registry();
  private final Leftovers leftovers = new Leftovers();
  private final Announcer announcer = new Announcer();
  private final Pace pace;
  private final Changeover changeover;
  private final Caretaker caretaker;
  private @Nullable Strays strays;
  private boolean closed;

  private PluginService(
      Path folder,
      Path temporary,
      Admission admission,
      Map<String, Setting.Section> sections,
      ThreadFactory threads,
      InstantSource clock,
      Pace pace) {
    this.bundles = new Bundles(temporary, admission.kernel());
    this.pace = pace;
    var crew = new Crew(threads);
    this.changeover = new Changeover(bundles, registry, leftovers, crew, clock, pace);
    this.caretaker =
        new Caretaker(
            new PluginFolder(folder),
            new Door(bundles.copies(), admission),
            registry,
            changeover,
            crew,
            pace,
            sections);
  }

  /**
   * Loads all plugins of a folder; none of them serves yet. A plugin that is broken is told by its
   * status, and so is a folder that is missing, by a remark once the service has started.
   *
   * @param folder the folder; its files that end in {@code .jar} are plugins
   * @param temporary an existing folder, for files that are needed only while the service is open
   * @param admission whose plugins are let in
   * @param sections settings of plugins, by name
   * @param problems where wrong settings of plugins are added; the caller decides whether to go on
   * @param threads makes the service's threads, and those that run plugins
   * @param clock tells when something is tried again
   * @throws RingwallException when the host cannot work at all
   */
  public static PluginService open(
      Path folder,
      Path temporary,
      Admission admission,
      Map<String, Setting.Section> sections,
      Problems problems,
      ThreadFactory threads,
      InstantSource clock)
      throws InterruptedException {
    return open(folder, temporary, admission, sections, problems, threads, clock, Pace.DEFAULT);
  }

  static PluginService open(
      Path folder,
      Path temporary,
      Admission admission,
      Map<String, Setting.Section> sections,
      Problems problems,
      ThreadFactory threads,
      InstantSource clock,
      Pace pace)
      throws InterruptedException {
    var service = new PluginService(folder, temporary, admission, sections, threads, clock, pace);
    try {
      service.caretaker.loadAll(problems);
      service.registry.reportUnknown(sections, problems);
      return service;
    } catch (InterruptedException | RuntimeException | Error e) {
      service.close();
      throw e;
    }
  }

  /**
   * Puts what was loaded into service, and watches the folder from now on. Returns at once: that a
   * plugin serves, or cannot, is told to the stations. While it is started it is also what Java
   * asks about exceptions that nobody caught ({@link Thread#setDefaultUncaughtExceptionHandler}).
   */
  public synchronized void start(Stations stations) {
    if (strays != null || closed) {
      throw new IllegalStateException("a service is started once");
    }
    strays = new Strays(this::pluginOf, stations::remark);
    caretaker.start(stations, () -> announcer.tell(this::told, stations));
  }

  /**
   * Waits until of all that was put into service at the start the first attempt to begin has ended:
   * a source is open, an identity provider has told what there is, a sink or an actuator is
   * engaged; or it failed, and the stations know why.
   *
   * @param within how long to wait at most
   * @return who has not come so far, as {@code source 'docker'}
   */
  public List<String> awaitBegun(Duration within) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    List<String> late = new ArrayList<>();
    for (Deployment one : registry.serving()) {
      for (Part part : one.parts()) {
        if (!part.begun(deadline)) {
          late.add(part.offered().key().who());
        }
      }
    }
    caretaker.tell();
    return late;
  }

  private String pluginOf(ClassLoader loader) {
    return registry.loaded().stream()
        .filter(one -> one.loader().equals(loader))
        .map(one -> one.offers().plugin())
        .findFirst()
        .orElseGet(() -> leftovers.plugin(loader));
  }

  /** What is worth telling: not how something is that is just being opened. */
  private List<PluginStatus> told() {
    List<Path> pending =
        registry.serving().stream()
            .filter(Deployment::pending)
            .map(one -> one.candidate().file())
            .toList();
    return statuses().stream().filter(status -> !pending.contains(status.file())).toList();
  }

  /**
   * What became of each JAR, in the order of their names. Two of one file are there while the old
   * version goes on though its file holds a new one, or while the old one has left threads behind.
   */
  public List<PluginStatus> statuses() {
    return registry.statuses(leftovers);
  }

  /** The kinds of event of the plugins that are loaded now. */
  public List<CustomEventType> customEvents() {
    return registry.serving().stream().flatMap(one -> one.offers().customEvents.stream()).toList();
  }

  /** What the plugins that are loaded now need of the host. Runs code of the plugins. */
  public List<InstalledCheck> checks() throws InterruptedException {
    List<InstalledCheck> checks = new ArrayList<>();
    for (Deployment one : registry.serving()) {
      checks.addAll(one.checks());
    }
    return checks;
  }

  /**
   * How many class loaders of plugins that are gone are still held by something: by a thread of
   * theirs, or until the next garbage collection.
   */
  public int heldLoaders() {
    return changeover.heldLoaders();
  }

  /**
   * Takes other settings: what they change of a plugin is stopped and opened anew, as by a
   * successor; the rest goes on. Returns when they are found good, before they have taken effect.
   *
   * @throws RingwallException of category CONFIGURATION, with all that is wrong, when a plugin does
   *     not take them; nothing has changed then
   */
  public void configure(Map<String, Setting.Section> sections) throws InterruptedException {
    var problems = new Problems();
    for (Deployment one : registry.serving()) {
      int before = problems.list().size();
      try {
        changeover.bound(one, sections, problems);
      } catch (PluginTrouble e) {
        if (problems.list().size() == before) {
          throw new RingwallException(
              RingwallException.Category.CONFIGURATION,
              "plugin '" + one.offers().plugin() + "': " + e.reason());
        }
      }
    }
    registry.reportUnknown(sections, problems);
    problems.throwIfAny();
    caretaker.configure(sections);
  }

  /**
   * Stops all sources and identity providers, side by side, and watches the folder no more. What
   * they emitted is in their queues, which are closed. May be called again.
   *
   * @param within how long they have; what has not stopped then is interrupted and left behind
   */
  public void stopSources(Duration within) throws InterruptedException {
    caretaker.stop();
    stop(SOURCES, within);
  }

  private void stop(List<Offered.Kind> kinds, Duration within) throws InterruptedException {
    List<Part> parts =
        registry.loaded().stream()
            .flatMap(one -> one.parts().stream())
            .filter(part -> kinds.contains(part.offered().key().kind()))
            .toList();
    Deployment.stop(parts, false, within, pace.abandon());
    parts.forEach(Part::closeQueue);
  }

  /**
   * Stops what still serves, sources before all else, and the host. Returns within 6 s, however
   * plugins hang.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      Duration share = pace.stop().dividedBy(SHARES);
      stopSources(share.multipliedBy(SHARES - 2L));
      stop(Arrays.asList(Offered.Kind.values()), share.multipliedBy(2));
      caretaker.tell();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (strays != null) {
        strays.leave();
      }
      bundles.close();
    }
  }
}
