package io.ringwall.app.command;

import com.google.inject.Inject;
import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.Problems;
import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.engine.config.Settings;
import io.ringwall.engine.config.Suggestion;
import io.ringwall.engine.plugins.PluginHost;
import io.ringwall.engine.plugins.PluginStatus;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.engine.rules.RuleProblem;
import io.ringwall.engine.rules.RuleSet;
import io.ringwall.engine.rules.ThresholdNumbers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is installed here: configuration, plugins, rule sets; each loaded when a command asks. */
final class Installation {
  private final Home home;
  private final Terminal terminal;

  @Inject
  Installation(Home home, Terminal terminal) {
    this.home = home;
    this.terminal = terminal;
  }

  /**
   * The configuration.
   *
   * @param file the user's file, or null for the installed one
   */
  Configuration configuration(@Nullable Path file) {
    if (file != null) {
      return Configuration.load(file);
    }
    return Files.exists(home.configuration())
        ? Configuration.load(home.configuration())
        : Configuration.DEFAULT;
  }

  /** The plugins; each that does not work is told of, and the rest is used. */
  PluginHost plugins(Configuration configuration, Path temporary) {
    var problems = new Problems();
    PluginHost plugins =
        PluginHost.open(home.plugins(), temporary, configuration.settings().plugins(), problems);
    try {
      for (PluginStatus status : plugins.statuses()) {
        if (status.state() != PluginStatus.State.ACTIVE) {
          terminal.tell(status.sentence());
        }
      }
      problems.throwIfAny();
      return plugins;
    } catch (RuntimeException e) {
      plugins.close();
      throw e;
    }
  }

  /**
   * The rule sets; one with an error is told of and left out, and the rest is used. Warnings are
   * for those who write rules ({@code rules lint}).
   *
   * @param further rule sets besides the installed ones: their folders, or folders of such
   */
  RuleBase rules(Configuration configuration, List<Path> further) {
    List<Path> folders = new ArrayList<>();
    if (Files.isDirectory(home.ruleSets())) {
      folders.addAll(RuleBase.foldersIn(home.ruleSets()));
    }
    further.forEach(folder -> folders.addAll(RuleFolders.in(folder)));
    Settings settings = configuration.settings();
    RuleBase.Settings loading =
        new RuleBase.Settings(
            thresholds(settings), ruleCache(), RuleBase.Settings.DEFAULT.factsPerType());
    RuleBase rules = RuleBase.load(folders, loading);
    refuseUnknown(settings, rules);
    List<Path> disabled =
        rules.ruleSets().stream()
            .filter(set -> settings.ruleSet(set.name()).disabled())
            .map(RuleSet::folder)
            .toList();
    if (!disabled.isEmpty()) {
      folders.removeAll(disabled);
      rules = RuleBase.load(folders, loading);
    }
    rules.problems().stream()
        .filter(RuleProblem::isError)
        .map(RuleProblem::toString)
        .forEach(terminal::tell);
    return rules;
  }

  @Nullable Path ruleCache() {
    Path cache = home.cache();
    return cache == null ? null : cache.resolve("rules");
  }

  private static ThresholdNumbers thresholds(Settings settings) {
    Map<String, Map<String, Map<String, Long>>> numbers = new HashMap<>();
    settings.rulesets().forEach((name, changes) -> numbers.put(name, changes.counts()));
    return new ThresholdNumbers(Map.copyOf(numbers));
  }

  /** A rule set that has an error is not known by its name, but there all the same. */
  private static void refuseUnknown(Settings settings, RuleBase rules) {
    if (rules.problems().stream().anyMatch(RuleProblem::isError)) {
      return;
    }
    List<String> known = rules.ruleSets().stream().map(RuleSet::name).toList();
    for (String name : settings.rulesets().keySet()) {
      if (!known.contains(name)) {
        throw new RingwallException(
            Category.CONFIGURATION,
            "configuration: rulesets."
                + name
                + ": no rule set of this name is installed"
                + Suggestion.after(name, known));
      }
    }
  }
}
