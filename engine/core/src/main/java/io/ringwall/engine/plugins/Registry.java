package io.ringwall.engine.plugins;

import io.ringwall.engine.config.Problems;
import io.ringwall.engine.config.Setting;
import io.ringwall.engine.config.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which plugins are in service, which names are taken, and which files were refused. */
final class Registry {
  private final Map<String, Deployment> serving = new LinkedHashMap<>();
  private final Set<Deployment> claims = new LinkedHashSet<>();
  private final Map<Path, PluginStatus> refusals = new LinkedHashMap<>();

  /**
   * Takes the names of a plugin, for as long as it is loaded.
   *
   * @param old whose names it may have, for it takes its place
   */
  synchronized void claim(Deployment next, @Nullable Deployment old) throws PluginTrouble {
    List<Offers> others =
        claims.stream().filter(one -> one != old).map(Deployment::offers).toList();
    PluginHost.refuseTakenNames(next.offers(), others);
    claims.add(next);
  }

  /** It is loaded no more. */
  synchronized void release(Deployment gone) {
    claims.remove(gone);
  }

  /** From now on this one serves. */
  synchronized void put(Deployment next, @Nullable Deployment old) {
    if (old != null) {
      serving.remove(old.candidate().symbolicName(), old);
    }
    serving.put(next.candidate().symbolicName(), next);
    refusals.remove(next.candidate().file());
  }

  synchronized void remove(Deployment gone) {
    serving.remove(gone.candidate().symbolicName(), gone);
  }

  synchronized @Nullable Deployment byName(String symbolicName) {
    return serving.get(symbolicName);
  }

  synchronized @Nullable Deployment byFile(Path file) {
    return serving.values().stream()
        .filter(one -> one.candidate().file().equals(file))
        .findFirst()
        .orElse(null);
  }

  synchronized List<Deployment> serving() {
    return List.copyOf(serving.values());
  }

  /** All that are loaded, also those that have yet to take over. */
  synchronized List<Deployment> loaded() {
    return List.copyOf(claims);
  }

  synchronized void refuse(PluginStatus why) {
    refusals.put(why.file(), why);
  }

  /** A file is no longer refused, for it is gone or has changed back. */
  synchronized void acquit(Path file) {
    refusals.remove(file);
  }

  synchronized List<PluginStatus> refusals() {
    return List.copyOf(refusals.values());
  }

  /** What became of each JAR, by name of file. */
  List<PluginStatus> statuses(Leftovers leftovers) {
    List<PluginStatus> all = new ArrayList<>();
    serving().forEach(one -> all.add(one.status()));
    all.addAll(refusals());
    all.addAll(leftovers.statuses());
    all.sort(Comparator.comparing(PluginStatus::file).thenComparing(PluginStatus::state));
    return all;
  }

  /** A section may belong to a plugin that is not loaded, whose names are then not known. */
  void reportUnknown(Map<String, Setting.Section> sections, Problems problems) {
    List<String> known =
        serving().stream().flatMap(one -> one.offers().names.stream()).distinct().toList();
    List<PluginStatus> refused = refusals();
    sections.forEach((name, section) -> {
      boolean perhaps = refused.stream().anyMatch(status -> status.name().contains(name));
      if (!known.contains(name) && !perhaps) {
        problems.add(
            section.position(),
            section.path(),
            "no plugin of this name is installed" + Suggestion.after(name, known));
      }
    });
  }
}
