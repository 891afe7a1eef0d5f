package io.ringwall.engine.route;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.engine.rules.RuleProblem;
import io.ringwall.engine.rules.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Loads rule sets for a running engine. Of a rule set that has an error now and had none before,
 * the version that was loaded last stays.
 */
final class RunningRules {
  private final Path copies;
  private final Map<Path, Path> sound = new HashMap<>();
  private int number;

  /**
   * @param copies a folder of its own, for the versions that run
   */
  RunningRules(Path copies) {
    this.copies = copies;
  }

  /**
   * What came of loading.
   *
   * @param rules what judges now
   * @param errors what is wrong with what stands on disk
   * @param kept folders whose earlier version stays
   */
  record Loaded(RuleBase rules, List<RuleProblem> errors, List<Path> kept) {}

  Loaded load(List<Path> folders, RuleBase.Settings settings) {
    RuleBase asked = RuleBase.load(folders, settings);
    List<RuleProblem> errors = asked.problems().stream().filter(RuleProblem::isError).toList();
    if (errors.isEmpty()) {
      keep(folders);
      return new Loaded(asked, errors, List.of());
    }
    List<Path> instead = new ArrayList<>();
    List<Path> kept = new ArrayList<>();
    List<Path> fine = new ArrayList<>();
    for (Path folder : folders) {
      Path earlier = sound.get(folder);
      if (!loaded(asked, folder)) {
        if (earlier != null) {
          instead.add(earlier);
          kept.add(folder);
        }
      } else {
        instead.add(folder);
        fine.add(folder);
      }
    }
    keep(fine);
    RuleBase stands = kept.isEmpty() ? asked : RuleBase.load(instead, settings);
    return new Loaded(stands, errors, kept);
  }

  private static boolean loaded(RuleBase rules, Path folder) {
    return rules.ruleSets().stream().map(RuleSet::folder).anyMatch(folder::equals);
  }

  private void keep(List<Path> folders) {
    for (Path folder : folders) {
      Path copy = copies.resolve(folder.getFileName() + "-" + number++);
      try {
        copy(folder, copy);
      } catch (IOException e) {
        throw new RingwallException(
            Category.RESOURCE,
            "the rule set " + folder + " cannot be copied to " + copies + ": " + e.getMessage(),
            e);
      }
      Path before = sound.put(folder, copy);
      if (before != null) {
        delete(before);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> inside = Files.list(from)) {
      for (Path file : inside.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // The folder is temporary, and goes with the engine at the latest.
      folder.toFile().deleteOnExit();
    }
  }
}
