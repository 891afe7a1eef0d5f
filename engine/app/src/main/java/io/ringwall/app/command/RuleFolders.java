package io.ringwall.app.command;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.engine.rules.RuleBase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds rule sets. */
final class RuleFolders {
  private RuleFolders() {}

  /**
   * The folder itself if it is a rule set, else the rule sets in it.
   *
   * @throws RingwallException when there is none
   */
  static List<Path> in(Path folder) {
    if (Files.exists(folder.resolve("ruleset.yaml"))) {
      return List.of(folder);
    }
    if (!Files.isDirectory(folder)) {
      throw new RingwallException(
          Category.CONFIGURATION, "rule set " + folder + ": expected a folder, found none");
    }
    List<Path> inside = RuleBase.foldersIn(folder);
    if (inside.isEmpty()) {
      throw new RingwallException(
          Category.CONFIGURATION,
          "rule set "
              + folder
              + ": expected a folder with a ruleset.yaml, or with such folders in it");
    }
    return inside;
  }
}
