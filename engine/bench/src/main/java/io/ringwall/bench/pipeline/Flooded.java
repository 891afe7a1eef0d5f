package io.ringwall.bench.pipeline;

import io.ringwall.bench.VendorJar;
import io.ringwall.bench.pipeline.source.FloodPlugin;
import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.route.Engine;
import io.ringwall.engine.route.EngineSetup;
import io.ringwall.engine.route.EngineStatistics;
import io.ringwall.engine.route.Ground;
import io.ringwall.engine.route.Notices;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.sdk.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A running engine into whose folder of plugins {@link FloodPlugin} was dropped. */
final class Flooded implements AutoCloseable {
  private final Engine engine;

  /**
   * Starts it.
   *
   * @param rules the folder of its only rule set
   * @param work where its state and plugins go
   */
  Flooded(Path rules, Path work) throws IOException, InterruptedException {
    Path plugins = Files.createDirectories(work.resolve("plugins"));
    VendorJar.into(plugins, "bench-flood", FloodPlugin.class);
    engine =
        Engine.start(
            new EngineSetup(
                "host",
                Files.createDirectories(work.resolve("state")),
                plugins,
                Files.createDirectories(work.resolve("temporary")),
                new OneRuleSet(rules),
                new Complaints(),
                Thread::new,
                Clock.systemUTC()));
  }

  EngineStatistics statistics() {
    return engine.statistics();
  }

  @Override
  public void close() {
    engine.close();
  }

  private record OneRuleSet(Path folder) implements Ground {
    @Override
    public Configuration configuration() {
      return Configuration.DEFAULT;
    }

    @Override
    public List<Path> ruleSets(Configuration configuration) {
      return List.of(folder);
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

  /** Tells on standard error what does not work. */
  private static final class Complaints implements Notices {
    @Override
    public void tell(Level level, String about, String sentence) {
      if (level != Level.INFO) {
        System.err.println(level + " " + about + ": " + sentence);
      }
    }

    @Override
    public void finding(Finding finding) {}
  }
}
