package io.ringwall.engine.route;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.InlineSettings;
import io.ringwall.engine.config.MetricsSettings;
import io.ringwall.engine.config.ModelSettings;
import io.ringwall.engine.config.PluginAdmission;
import io.ringwall.engine.config.Settings;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.sdk.finding.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * What an engine of two workers runs on that has one rule set and one mode.
 *
 * @param ruleSet the rule set's folder
 * @param mode the mode of all scopes
 */
record OneRuleSet(Path ruleSet, Mode mode) implements Ground {
  /** An engine on it, whose state and plugins are in this folder. */
  EngineSetup in(Path folder, Notices notices) throws IOException {
    return new EngineSetup(
        "h1",
        folder.resolve("state"),
        folder.resolve("plugins"),
        Files.createDirectories(folder.resolve("temporary")),
        this,
        notices,
        Thread::new,
        InstantSource.system());
  }

  @Override
  public Configuration configuration() {
    var settings =
        new Settings(
            2,
            1024,
            Map.of(),
            Map.of(),
            new ModelSettings(mode, 100, 100, 100),
            Map.of(),
            Map.of(),
            InlineSettings.DEFAULT,
            MetricsSettings.NONE,
            PluginAdmission.ALL);
    return new Configuration(settings, List.of(), List.of(), List.of());
  }

  @Override
  public List<Path> ruleSets(Configuration configuration) {
    return List.of(ruleSet);
  }

  @Override
  public RuleBase.Settings loading(Configuration configuration) {
    return RuleBase.Settings.DEFAULT;
  }

  @Override
  public List<Path> configurationFiles() {
    return List.of();
  }

  @Override
  public List<Path> ruleSetHomes() {
    return List.of();
  }
}
