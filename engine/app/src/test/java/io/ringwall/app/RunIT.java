package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running engine that follows a log of Falco's, and what becomes of it. */
class RunIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int KILLS = 2;

  @TempDir private Path folder = Path.of("");
  private Path log = Path.of("");
  private Path found = Path.of("");
  private Path rules = Path.of("");
  private int typed;

  @BeforeEach
  void configure() throws IOException {
    log = folder.resolve("falco.jsonl");
    found = folder.resolve("findings.jsonl");
    rules = Files.createDirectories(folder.resolve("rules/typed"));
    Files.writeString(
        rules.resolve("ruleset.yaml"), "name: typed\nversion: 1.0.0\nsdk: 1.0\nlayer: process\n");
    rule("it was typed");
    Files.writeString(
        folder.resolve("ringwall.yaml"),
        "plugins:\n  falco: { log: %s }\n  file: { path: %s }\n".formatted(log, found));
  }

  private void rule(String message) throws IOException {
    Files.writeString(
        rules.resolve("typed.drl"), drl("source == \"falco\", process.name == \"sh\"", message));
  }

  private static String drl(String constraint, String message) {
    return """
    rule "a command was typed" @severity(LOW)
    when $p : ProcessEvent(%s)
    then findings.raise($p, "%s: " + $p.process().commandLine()).key($p.process().commandLine());
    end
    """
        .formatted(constraint, message);
  }

  private RunningEngine start() throws Exception {
    return RunningEngine.start(
        folder,
        "-c",
        folder.resolve("ringwall.yaml"),
        "--state",
        folder.resolve("state"),
        "--rules",
        rules);
  }

  private synchronized void type(int commands) throws IOException {
    var lines = new StringBuilder();
    for (int i = 0; i < commands; i++) {
      long nanos = Instant.now().toEpochMilli() * 1_000_000;
      lines.append(
          """
          {"time":"2026-11-25T17:56:57.38Z","source":"syscall","rule":"r","priority":"Notice",\
          "output":"o","output_fields":{"evt.type":"execve","evt.time":%d,\
          "container.id":"3c1b2a3f4d5e","proc.pid":%d,"proc.name":"sh",\
          "proc.cmdline":"sh -c %d","proc.exepath":"/bin/sh"}}
          """
              .formatted(nanos, 1000 + typed, typed++));
    }
    Files.writeString(log, lines.toString(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** What is in whole lines: one may be half written at this moment. */
  private List<JsonNode> findings() {
    try {
      String text = Files.exists(found) ? Files.readString(found) : "";
      List<JsonNode> all = new ArrayList<>();
      text.substring(0, text.lastIndexOf('\n') + 1)
          .lines()
          .forEach(line -> all.add(JSON.readTree(line)));
      return all;
    } catch (IOException e) {
      throw new AssertionError("cannot read " + found, e);
    }
  }

  private Set<String> commands() {
    Set<String> commands = new TreeSet<>();
    findings().forEach(finding -> commands.add(finding.path("message").asString()));
    return commands;
  }

  private boolean isFoundWhatIsTyped() {
    try {
      type(1);
    } catch (IOException e) {
      throw new AssertionError("cannot type", e);
    }
    return !commands().isEmpty();
  }

  private void awaitCommands(int count) throws InterruptedException {
    RunningEngine.await(
        () -> commands().size() >= count,
        () -> "expected " + count + " commands, found " + commands().size());
  }

  @Test
  void tellsWhatHappensAndStopsWhenItIsTold() throws Exception {
    type(1);
    try (RunningEngine engine = start()) {
      type(3);
      awaitCommands(3);
      engine.says("LOW a command was typed: it was typed: sh -c 3");
      assertFalse(commands().contains("it was typed: sh -c 0"), "what was there before is past");
      assertEquals(0, engine.stop(), engine.log());
      assertTrue(engine.log().contains("ringwall: stopped"), engine.log());
      assertFalse(engine.log().contains("Exception"), engine.log());
    }
  }

  @Test
  void isReadyWithoutADaemonThatDoesNotAnswerAndSaysSo() throws Exception {
    Path socket = folder.resolve("docker.sock");
    Files.writeString(
        folder.resolve("ringwall.yaml"),
        "plugins:\n  falco: { log: %s }\n  docker: { socket: %s }\n  file: { path: %s }\n"
            .formatted(log, socket, found));
    try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      silent.bind(UnixDomainSocketAddress.of(socket));
      try (RunningEngine engine = start()) {
        String ready =
            engine.log().lines().filter(line -> line.contains("ready")).findFirst().orElseThrow();
        assertTrue(ready.contains("still opening: source 'docker', identity 'docker'"), ready);
        type(1);
        awaitCommands(1);
        assertEquals(0, engine.stop(), engine.log());
      }
    }
  }

  @Test
  void goesOnWhereItWasAfterARestart() throws Exception {
    try (RunningEngine engine = start()) {
      type(20);
      awaitCommands(20);
      engine.stop();
    }
    List<JsonNode> before = findings();
    type(5);
    try (RunningEngine engine = start()) {
      awaitCommands(25);
      type(1);
      awaitCommands(26);
      engine.stop();
      assertEquals(before, findings().subList(0, before.size()));
      assertNothingTwice();
    }
  }

  @Test
  void takesAnEditedRuleAndKeepsTheOneBeforeWhenItIsBroken() throws Exception {
    try (RunningEngine engine = start()) {
      type(1);
      awaitCommands(1);
      rule("somebody typed");
      engine.says("typed 1.0.0");
      RunningEngine.await(
          () -> engine.log().split("rules: loaded", -1).length > 2, () -> engine.log());
      type(1);
      awaitCommands(2);
      assertTrue(commands().contains("somebody typed: sh -c 1"), commands().toString());
      Files.writeString(rules.resolve("typed.drl"), drl("proces.name == \"sh\"", "broken"));
      engine.says("did you mean 'process'?; the version that ran before stays");
      type(1);
      awaitCommands(3);
      assertTrue(commands().contains("somebody typed: sh -c 2"), commands().toString());
      assertTrue(engine.isAlive());
    }
  }

  @Test
  void refusesAConfigurationThatIsWrongAndTakesOneThatIsRight() throws Exception {
    try (RunningEngine engine = start()) {
      Path file = folder.resolve("ringwall.yaml");
      String good = Files.readString(file);
      Files.writeString(file, good + "modes: 1\nmodel: { max-edge: 7 }\n");
      engine.says("configuration: refused, what ran before stays");
      engine.says("max-edge");
      type(1);
      awaitCommands(1);
      Path other = folder.resolve("other.jsonl");
      Files.writeString(file, good.replace(found.toString(), other.toString()));
      engine.says("configuration: reloaded");
      RunningEngine.await(() -> Files.exists(other), () -> "the other file is not made");
      int before = commands().size();
      type(1);
      RunningEngine.await(() -> size(other) > 0, () -> "nothing came to the other file");
      assertEquals(before, commands().size(), "the sink that was left is given nothing");
    }
  }

  /** Not the rule sets without the modes, nor the modes without the rule sets. */
  @Test
  void refusesWholeWhatNoRuleSetKnowsOf() throws Exception {
    try (RunningEngine engine = start()) {
      Path file = folder.resolve("ringwall.yaml");
      String good = Files.readString(file);
      Path modes = Files.createDirectories(folder.resolve("modes"));
      Files.writeString(file, good + "rulesets: { typed: { counts: { none: { low: 3 } } } }\n");
      Files.writeString(modes.resolve("m.yaml"), "modes: [ { scope: shop/*, mode: alert } ]\n");
      engine.says("configuration: refused, what ran before stays");
      engine.says("rulesets.typed.counts.none.low, but the rule set has no such threshold");
      Files.writeString(file, good + "rulesets: { typd: { disabled: true } }\n");
      engine.says("rulesets.typd: no rule set of this name is installed; did you mean 'typed'?");
      type(1);
      awaitCommands(1);
      assertFalse(engine.log().contains("reloaded"), engine.log());
      Files.writeString(file, good);
      engine.says("configuration: reloaded");
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  @Test
  void takesAPluginThatIsDroppedInAndLetsGoOfOneThatIsRemoved() throws Exception {
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    for (String name : List.of("file", "docker")) {
      copy(name, plugins);
    }
    Files.writeString(
        folder.resolve("ringwall.yaml"), "plugins:\n  file: { path: %s }\n".formatted(found));
    type(1);
    try (RunningEngine engine =
        RunningEngine.start(
            folder,
            "-c",
            folder.resolve("ringwall.yaml"),
            "--state",
            folder.resolve("state"),
            "--rules",
            rules,
            "--plugins",
            plugins)) {
      Path falco = copy("falco", plugins);
      engine.says("plugin 'falco'");
      Files.writeString(
          folder.resolve("ringwall.yaml"),
          "plugins:\n  falco: { log: %s }\n  file: { path: %s }\n".formatted(log, found));
      engine.says("configuration: reloaded");
      // Its source is opened a moment later, and then begins at the end of the log.
      RunningEngine.await(this::isFoundWhatIsTyped, engine::log);
      Files.delete(falco);
      engine.says("was removed");
      assertEquals(0, engine.stop(), engine.log());
    }
  }

  private static Path copy(String plugin, Path to) throws IOException {
    String name = "ringwall-plugin-" + plugin + "-0.1.0.jar";
    return Files.copy(
        Ringwall.distribution().resolve("plugins").resolve(name),
        to.resolve(name),
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** The whole of it, 20 times, is {@code engine/bench/run kills}. */
  @Test
  void losesNothingAndTellsNothingTwiceWhenItIsKilled() throws Exception {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    // A log is read from its end by whoever never saw it: the first engine has to have seen it.
    try (RunningEngine first = start()) {
      type(1);
      awaitCommands(1);
      first.stop();
    }
    for (int kill = 0; kill < KILLS; kill++) {
      try (RunningEngine engine = start()) {
        long until = System.nanoTime() + 200_000_000L + random.nextInt(1_500_000_000);
        while (System.nanoTime() < until) {
          type(1 + random.nextInt(20));
          Thread.sleep(5);
        }
        engine.kill();
      }
    }
    Set<String> acknowledged = commands();
    try (RunningEngine engine = start()) {
      awaitCommands(typed);
      engine.stop();
    }
    assertEquals(typed, commands().size(), "seed " + seed);
    assertTrue(commands().containsAll(acknowledged), "seed " + seed);
    assertNothingTwice();
  }

  /** Findings wait for room on the disk of the state, and are told when there is some. */
  @Test
  @Tag("root")
  void outlastsADiskThatIsFull() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("state"));
    try (SmallDisk state = SmallDisk.mount(disk, "4m");
        RunningEngine engine = start()) {
      type(1);
      awaitCommands(1);
      state.fill();
      for (int i = 0; i < 50; i++) {
        type(10);
      }
      engine.says("ledger: cannot be written: No space left on device");
      int told = commands().size();
      Thread.sleep(1_500);
      assertEquals(told, commands().size(), "what is not safe is not told");
      state.free();
      engine.says("ledger: is written again");
      awaitCommands(501);
      assertNothingTwice();
      state.fill();
      type(400);
      RunningEngine.await(
          () -> engine.log().split("cannot be written", -1).length > 2, () -> engine.log());
      assertEquals(74, engine.stop(), engine.log());
      assertTrue(engine.log().contains("could not be written to its end"), engine.log());
      state.free();
      try (RunningEngine next = start()) {
        awaitCommands(901);
        assertEquals(0, next.stop(), next.log());
      }
      assertNothingTwice();
    }
  }

  private void assertNothingTwice() {
    Set<String> revisions = new HashSet<>();
    for (JsonNode finding : findings()) {
      String revision = finding.path("id").asString() + " " + finding.path("revision").asLong();
      assertTrue(revisions.add(revision), () -> revision + " was told twice");
      assertEquals(1, finding.path("count").asLong(), finding::toString);
    }
  }
}
