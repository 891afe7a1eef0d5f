package io.ringwall.server;

import static org.junit.jupiter.api.Assertions.fail;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.doctor.Examination;
import io.ringwall.engine.doctor.RecentExamination;
import io.ringwall.engine.route.Engine;
import io.ringwall.engine.route.EngineSetup;
import io.ringwall.engine.route.Ground;
import io.ringwall.engine.route.Notices;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.server.client.EngineClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import tools.jackson.databind.JsonNode;

/** A running engine with an API, a source that tests write to, and a rule about typed commands. */
final class TestEngine implements AutoCloseable {
  private static final long DEADLINE_MILLIS = 30_000;
  private static final long LOOK_MILLIS = 20;

  private static final String RULE =
      """
      rule "a command was typed" @severity(MEDIUM)
      when $p : ProcessEvent(process.name == "sh")
      then findings.raise($p, "typed: " + $p.process().commandLine()).key($p.process().commandLine());
      end
      """;

  private final Path folder;
  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private volatile Duration ahead = Duration.ZERO;
  private final Engine engine;
  private final RecentExamination host;
  private final ApiServer api;
  private final EngineClient client;

  /** Something that holds after a while. */
  interface Condition {
    /** Does it hold. */
    boolean holds() throws InterruptedException;
  }

  /** Starts one on what is in this folder. */
  TestEngine(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    if (!Files.exists(plugins.resolve("traffic.jar"))) {
      TestPlugin.into(plugins);
      Path rules = Files.createDirectories(folder.resolve("rulesets/typed"));
      Files.writeString(
          rules.resolve("ruleset.yaml"), "name: typed\nversion: 1.0.0\nsdk: 1.0\nlayer: process\n");
      Files.writeString(rules.resolve("typed.drl"), RULE);
    }
    configure("");
    ThreadFactory threads = Thread.ofPlatform().daemon().factory();
    this.engine =
        Engine.start(
            new EngineSetup(
                "testhost",
                Files.createDirectories(folder.resolve("state")),
                plugins,
                Files.createTempDirectory(folder, "temporary"),
                ground(),
                notices(),
                threads,
                InstantSource.system()));
    this.host =
        new RecentExamination(
            () -> Examination.of(engine.checks(), threads, Examination.PATIENCE),
            threads,
            () -> InstantSource.system().instant().plus(ahead));
    this.api = ApiServer.open(socket(), engine, host, "1.2.3", InstantSource.system());
    this.client = new EngineClient(socket());
  }

  Path socket() {
    return folder.resolve("s");
  }

  EngineClient client() {
    return client;
  }

  Engine engine() {
    return engine;
  }

  RecentExamination host() {
    return host;
  }

  /** What was found of the host is older by this. */
  void passes(Duration time) {
    ahead = ahead.plus(time);
  }

  /** Writes the configuration, with these lines besides. */
  void configure(String more) throws IOException {
    Files.writeString(
        folder.resolve("ringwall.yaml"),
        "plugins: { traffic: { file: %s } }\n".formatted(folder.resolve("traffic")) + more);
  }

  /** Writes {@code modes/…yaml}. */
  void modes(String yaml) throws IOException {
    Files.writeString(Files.createDirectories(folder.resolve("modes")).resolve("test.yaml"), yaml);
  }

  /** Something happens now: a word, and what belongs to it. */
  void happens(String word, String rest) throws IOException {
    Files.writeString(
        folder.resolve("traffic"),
        word + " " + System.currentTimeMillis() + " " + rest + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** Types a command in the container of this name, and waits for its finding. */
  JsonNode typed(String container, String command) throws IOException, InterruptedException {
    happens("TYPED", container + " " + command);
    await(() -> finding(command) != null);
    return finding(command);
  }

  /** The finding of a command, in whatever state, or null. */
  JsonNode finding(String command) throws InterruptedException {
    return findings(Map.of("state", List.of("all"))).stream()
        .filter(one -> one.path("message").asString().equals("typed: sh -c " + command))
        .findFirst()
        .orElse(null);
  }

  List<JsonNode> findings(Map<String, List<String>> query) throws InterruptedException {
    List<JsonNode> all = new java.util.ArrayList<>();
    client.lines("/findings", query, line -> all.add(Contract.JSON.readTree(line)));
    return all;
  }

  /** Waits until it has told its operator this. */
  void tells(String part) throws InterruptedException {
    await(() -> told.stream().anyMatch(line -> line.contains(part)));
  }

  static void await(Condition condition) throws InterruptedException {
    for (long waited = 0; !condition.holds(); waited += LOOK_MILLIS) {
      if (waited > DEADLINE_MILLIS) {
        fail("it did not come to be");
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private Ground ground() {
    return new Ground() {
      @Override
      public Configuration configuration() {
        return Configuration.load(folder.resolve("ringwall.yaml"));
      }

      @Override
      public List<Path> ruleSets(Configuration configuration) {
        return List.of(folder.resolve("rulesets/typed"));
      }

      @Override
      public RuleBase.Settings loading(Configuration configuration) {
        return RuleBase.Settings.DEFAULT;
      }

      @Override
      public List<Path> configurationFiles() {
        return List.of(
            folder.resolve("ringwall.yaml"), folder.resolve("modes"), folder.resolve("allow"));
      }

      @Override
      public List<Path> ruleSetHomes() {
        return List.of(folder.resolve("rulesets"));
      }
    };
  }

  private Notices notices() {
    return new Notices() {
      @Override
      public void tell(Level level, String about, String sentence) {
        told.add(about + ": " + sentence);
      }

      @Override
      public void finding(Finding finding) {
        told.add("finding: " + finding.message());
      }
    };
  }

  @Override
  public void close() {
    client.close();
    api.close();
    engine.close();
  }
}
