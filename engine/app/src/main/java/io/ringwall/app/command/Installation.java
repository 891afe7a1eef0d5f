package io.ringwall.app.command;

import com.google.inject.Inject;
import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.Problems;
import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.engine.config.Setting;
import io.ringwall.engine.config.Settings;
import io.ringwall.engine.config.Suggestion;
import io.ringwall.engine.plugins.Admission;
import io.ringwall.engine.plugins.PluginHost;
import io.ringwall.engine.plugins.PluginStatus;
import io.ringwall.engine.route.Ground;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.engine.rules.RuleProblem;
import io.ringwall.engine.rules.RuleSet;
import io.ringwall.engine.rules.ThresholdNumbers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
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
    return Configuration.loadInstalled(home.configuration());
  }

  /** The plugins; each that does not work is told of, and the rest is used. */
  PluginHost plugins(Configuration configuration, Path temporary) {
    return plugins(configuration, configuration.settings().plugins(), temporary);
  }

  /** The plugins of the folder that is named there, or else the installed ones; likewise. */
  PluginHost plugins(Configuration configuration, Places places, Path temporary) {
    return plugins(
        places.plugins(home), configuration, configuration.settings().plugins(), temporary);
  }

  /** The plugins with these settings instead of the configured ones; likewise. */
  PluginHost plugins(
      Configuration configuration, Map<String, Setting.Section> sections, Path temporary) {
    return plugins(home.plugins(), configuration, sections, temporary);
  }

  private PluginHost plugins(
      Path folder,
      Configuration configuration,
      Map<String, Setting.Section> sections,
      Path temporary) {
    var problems = new Problems();
    PluginHost plugins =
        PluginHost.open(
            folder,
            temporary,
            Admission.of(configuration.settings().pluginAdmission()),
            sections,
            problems);
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
    RuleBase rules = RuleBase.load(folders(configuration, further), loading(configuration));
    rules.problems().stream()
        .filter(RuleProblem::isError)
        .map(RuleProblem::toString)
        .forEach(terminal::tell);
    rules.remarks().forEach(terminal::tell);
    return rules;
  }

  /** The folders of rule sets, those that are disabled left out. */
  private List<Path> folders(Configuration configuration, List<Path> further) {
    List<Path> folders = new ArrayList<>();
    if (Files.isDirectory(home.ruleSets())) {
      folders.addAll(RuleBase.foldersIn(home.ruleSets()));
    }
    further.forEach(folder -> folders.addAll(RuleFolders.in(folder)));
    Settings settings = configuration.settings();
    if (settings.rulesets().isEmpty()) {
      return folders;
    }
    Map<Path, RuleSet> manifests = RuleBase.manifests(folders);
    // One whose manifest is wrong is not known by its name, but there all the same.
    boolean allKnown = manifests.size() == folders.size();
    refuseWrong(settings, manifests.values(), allKnown);
    folders.removeIf(folder ->
        manifests.get(folder) instanceof RuleSet ruleSet
            && settings.ruleSet(ruleSet.name()).disabled());
    return folders;
  }

  private RuleBase.Settings loading(Configuration configuration) {
    return new RuleBase.Settings(
        thresholds(configuration.settings()),
        ruleCache(),
        RuleBase.Settings.DEFAULT.factsPerType());
  }

  /**
   * What a running engine is configured by.
   *
   * @param file the user's configuration, or null for the installed one
   * @param further rule sets besides the installed ones
   */
  Ground ground(@Nullable Path file, List<Path> further) {
    Path configured = file == null ? home.configuration() : file;
    return new Ground() {
      @Override
      public Configuration configuration() {
        return Installation.this.configuration(file);
      }

      @Override
      public List<Path> ruleSets(Configuration configuration) {
        return folders(configuration, further);
      }

      @Override
      public RuleBase.Settings loading(Configuration configuration) {
        return Installation.this.loading(configuration);
      }

      @Override
      public List<Path> configurationFiles() {
        return List.of(
            configured, configured.resolveSibling("modes"), configured.resolveSibling("allow"));
      }

      @Override
      public List<Path> ruleSetHomes() {
        List<Path> homes = new ArrayList<>(further);
        homes.add(home.ruleSets());
        return homes;
      }
    };
  }

  Path ruleCache() {
    return home.cache().resolve("rules");
  }

  private static ThresholdNumbers thresholds(Settings settings) {
    Map<String, Map<String, Map<String, Long>>> numbers = new HashMap<>();
    settings.rulesets().forEach((name, changes) -> numbers.put(name, changes.counts()));
    return new ThresholdNumbers(Map.copyOf(numbers));
  }

  /** A rule set that is configured wrongly would else be left out, and nobody be the wiser. */
  private static void refuseWrong(
      Settings settings, Collection<RuleSet> ruleSets, boolean allKnown) {
    List<String> wrong = new ArrayList<>();
    List<String> names = ruleSets.stream().map(RuleSet::name).toList();
    for (String name : settings.rulesets().keySet()) {
      if (allKnown && !names.contains(name)) {
        wrong.add(
            "configuration: rulesets."
                + name
                + ": no rule set of this name is installed"
                + Suggestion.after(name, names));
      }
    }
    ThresholdNumbers thresholds = thresholds(settings);
    ruleSets.forEach(ruleSet -> wrong.addAll(thresholds.wrongFor(ruleSet)));
    if (!wrong.isEmpty()) {
      throw new RingwallException(Category.CONFIGURATION, String.join("\n", wrong));
    }
  }
}
