package io.ringwall.engine.plugins;

import io.ringwall.engine.config.Problems;
import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.Setting;
import io.ringwall.engine.config.Suggestion;
import io.ringwall.sdk.plugin.ActuatorContext;
import io.ringwall.sdk.plugin.CustomEventType;
import io.ringwall.sdk.plugin.Reasons;
import io.ringwall.sdk.plugin.SinkContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;

/**
 * The plugins of one folder. Opened once at the start; what its plugins offer may be used by any
 * thread until it is closed.
 */
public final class PluginHost implements AutoCloseable {
  private final Bundles bundles;
  private final Map<String, Setting.Section> sections;
  private final Problems problems;
  private final List<PluginStatus> statuses = new ArrayList<>();
  private final List<Offers> loaded = new ArrayList<>();

  private final Door door;

  private PluginHost(
      Path temporary,
      Admission admission,
      Map<String, Setting.Section> sections,
      Problems problems) {
    this.bundles = new Bundles(temporary, admission.kernel());
    this.door = new Door(bundles.copies(), admission);
    this.sections = sections;
    this.problems = problems;
  }

  /**
   * Loads all plugins of a folder. A plugin that is broken is told by its status.
   *
   * @param folder the folder; its files that end in {@code .jar} are plugins
   * @param temporary an existing folder, for files that are needed only while the host is open
   * @param admission whose plugins are let in
   * @param sections settings of plugins, by name
   * @param problems where wrong settings of plugins are added; the caller decides whether to go on
   * @throws RingwallException when the folder cannot be read, or the host cannot work at all
   */
  public static PluginHost open(
      Path folder,
      Path temporary,
      Admission admission,
      Map<String, Setting.Section> sections,
      Problems problems) {
    List<Path> files = jars(folder);
    var host = new PluginHost(temporary, admission, sections, problems);
    try {
      host.load(files);
      host.reportUnknownSections();
      return host;
    } catch (RuntimeException | Error e) {
      host.close();
      throw e;
    }
  }

  private static List<Path> jars(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".jar"))
          .map(Path::toAbsolutePath)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new RingwallException(
          RingwallException.Category.RESOURCE,
          "the folder of plugins " + folder + " cannot be read: " + Reasons.of(e),
          e);
    }
  }

  private void load(List<Path> files) {
    Map<Candidate, Bundle> installed = new LinkedHashMap<>();
    for (Path file : files) {
      install(file, installed);
    }
    bundles.resolve(installed.values());
    installed.forEach(this::load);
    statuses.sort(Comparator.comparing(PluginStatus::file));
  }

  private void install(Path file, Map<Candidate, Bundle> installed) {
    try {
      Candidate candidate = door.admit(file);
      try {
        refuseTwins(candidate, installed.keySet().stream());
        installed.put(candidate, bundles.install(candidate));
      } catch (PluginTrouble e) {
        status(candidate, candidate.symbolicName(), e.state(), e.reason(), List.of());
      }
    } catch (Door.Refused e) {
      statuses.add(PluginStatus.refused(file, e.digest(), e.trouble()));
    }
  }

  static void refuseTwins(Candidate candidate, Stream<Candidate> earlier) throws PluginTrouble {
    Optional<Candidate> twin =
        earlier.filter(one -> one.symbolicName().equals(candidate.symbolicName())).findFirst();
    if (twin.isPresent()) {
      throw PluginTrouble.refused(twin(twin.get()));
    }
  }

  static String twin(Candidate other) {
    return other.file().getFileName()
        + " holds the same bundle '"
        + other.symbolicName()
        + "'; remove one of them";
  }

  private void load(Candidate candidate, Bundle bundle) {
    try {
      Offers offers = Offers.ask(bundles.loader(bundle), sections, problems);
      refuseTakenNames(offers, loaded);
      loaded.add(offers);
      status(candidate, offers.plugin(), PluginStatus.State.ACTIVE, "", offers.described);
    } catch (PluginTrouble e) {
      status(candidate, candidate.symbolicName(), e.state(), e.reason(), List.of());
    }
  }

  private void status(
      Candidate candidate,
      String name,
      PluginStatus.State state,
      String reason,
      List<String> offers) {
    statuses.add(
        new PluginStatus(
            candidate.file(),
            candidate.digest(),
            name,
            candidate.version(),
            state,
            reason,
            offers,
            0,
            null));
  }

  static void refuseTakenNames(Offers offers, Iterable<Offers> loaded) throws PluginTrouble {
    for (Offers earlier : loaded) {
      if (earlier.plugin().equals(offers.plugin())) {
        throw PluginTrouble.refused("another plugin is called '" + offers.plugin() + "'");
      }
      for (String name : offers.names) {
        if (earlier.names.contains(name)) {
          throw PluginTrouble.refused(
              "plugin '" + earlier.plugin() + "' already offers something called '" + name + "'");
        }
      }
    }
  }

  /** A section may belong to a plugin that is not loaded, whose names are then not known. */
  private void reportUnknownSections() {
    List<String> known = loaded.stream().flatMap(offers -> offers.names.stream()).toList();
    sections.forEach((name, section) -> {
      boolean unloaded =
          statuses.stream()
              .filter(status -> status.state() != PluginStatus.State.ACTIVE)
              .anyMatch(status -> status.name().contains(name));
      if (!known.contains(name) && !unloaded) {
        problems.add(
            section.position(),
            section.path(),
            "no plugin of this name is installed" + Suggestion.after(name, known));
      }
    });
  }

  /** What became of each JAR, in the order of their names. */
  public List<PluginStatus> statuses() {
    return List.copyOf(statuses);
  }

  /** All readers of recordings. */
  public List<InstalledRecording> recordings() {
    return loaded.stream().flatMap(offers -> offers.recordings.stream()).toList();
  }

  /** All readers of inventories. */
  public List<InstalledInventory> inventories() {
    return loaded.stream().flatMap(offers -> offers.inventories.stream()).toList();
  }

  /** All takers of findings. */
  public List<InstalledFactory<SinkContext, InstalledSink>> sinks() {
    return loaded.stream().flatMap(offers -> offers.sinks.stream()).toList();
  }

  /** All those who make the boundary true. */
  public List<InstalledFactory<ActuatorContext, InstalledActuator>> actuators() {
    return loaded.stream().flatMap(offers -> offers.actuators.stream()).toList();
  }

  /** The plugins' own kinds of event. */
  public List<CustomEventType> customEvents() {
    return loaded.stream().flatMap(offers -> offers.customEvents.stream()).toList();
  }

  /** What the plugins that are in use need of the host. Runs code of the plugins. */
  public List<InstalledCheck> checks() throws InterruptedException {
    List<InstalledCheck> checks = new ArrayList<>();
    for (Offers offers : loaded) {
      checks.addAll(offers.checks(offers.live));
    }
    return checks;
  }

  /** Stops the host; nothing that its plugins offered may be used any more. */
  @Override
  public void close() {
    bundles.close();
  }
}
