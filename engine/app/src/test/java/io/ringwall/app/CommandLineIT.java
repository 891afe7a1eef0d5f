package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.archive.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands, their help and their exit codes. */
class CommandLineIT {
  private final Recording shop = Recording.ofTheShop();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "replay --help",
        "doctor --help",
        "rules --help",
        "rules fields --help",
        "rules lint --help",
        "rules test --help",
        "model --help",
        "model show --help",
        "model export --help",
        "plugins --help",
        "plugins list --help",
        "completion --help"
      })
  void teachesByHelp(String command) {
    Ringwall.Outcome outcome = Ringwall.built().run(command.split(" ")).succeeded();
    outcome.answers("Usage: ringwall");
    assertEquals("", outcome.err());
  }

  @Test
  void tellsItsVersion() {
    Ringwall.built().run("--version").succeeded().answers("ringwall 0.", "Java 25", "Drools 10.");
  }

  @Test
  void refusesWhatItDoesNotUnderstand() {
    Ringwall.built().run("rulez").refused(2).says("rulez", "--help");
    Ringwall.built().run().refused(2).says("--help");
    Ringwall.built().run("replay", "--jsn", "x.pcap").refused(2).says("--jsn", "--json");
    Ringwall.built().run("replay").refused(2).says("expected a recording");
    Ringwall.built().run("replay", "--workers", "-1", "x.pcap").refused(2).says("--workers");
    Ringwall.built()
        .run("replay", "--workers", "1000000", "x.pcap")
        .refused(2)
        .says("--workers: expected a number from 1 to 1024");
    Ringwall.built().run("replay", "--fail-on", "awful", "x.pcap").refused(2).says("CRITICAL");
  }

  @Test
  void saysThatTheRadarIsNotPartOfThisVersion() {
    Ringwall.built()
        .run("replay", "--radar", shop.file("normal.pcap").toString())
        .refused(2)
        .says("not part of this version");
  }

  @Test
  void completesInBash(@TempDir Path folder) throws Exception {
    String script = Ringwall.built().run("completion").succeeded().out();
    Path file = Files.writeString(folder.resolve("completion.sh"), script);
    Process bash = new ProcessBuilder("bash", "-n", file.toString()).inheritIO().start();
    assertEquals(0, bash.waitFor());
    assertTrue(script.contains("--learn"));
  }

  @Test
  void listsPlugins() {
    Ringwall.built()
        .run("plugins", "list")
        .succeeded()
        .answers("pcap", "conntrack", "docker", "falco", "file", "network-policy", "process");
  }

  @Test
  void tellsWhatRulesCanAsk() {
    Ringwall.built()
        .run("rules", "fields", "Flow", "EdgeState")
        .succeeded()
        .answers("unproductive", "EdgeRef?", "UNSEEN");
    Ringwall.built().run("rules", "fields").succeeded().answers("ContainerEvent", "Endpoint");
    Ringwall.built().run("rules", "fields", "Flaw").refused(2).says("did you mean 'Flow'?");
  }

  @Test
  void checksAndTestsTheShippedRuleSets() {
    String rules = Ringwall.distribution().resolve("rulesets").toString();
    Ringwall.built().run("rules", "lint", rules).succeeded().answers("rule sets: ");
    Ringwall.built().run("rules", "test", rules).succeeded().answers("passed", ", 0 failed");
  }

  @Test
  void tellsWhereARuleIsWrongAndWhatWasMeant(@TempDir Path folder) throws IOException {
    ruleSet(folder, "mine", "Flow(settled, orginator.port == 22)");
    Ringwall.Outcome outcome = Ringwall.built().run("rules", "lint", folder.toString());
    assertEquals(1, outcome.code(), outcome::err);
    outcome.answers("mine.drl:5:", "orginator", "did you mean 'originator'?").showsNoTrace();
  }

  @Test
  void failsACaseAndSaysHow(@TempDir Path folder) throws IOException {
    Path mine = ruleSet(folder, "mine", "Flow(settled, responder.port == 27017)");
    Path test = Files.createDirectories(mine.resolve("tests/nothing-happens"));
    Files.writeString(test.resolve("events.jsonl"), "");
    Files.writeString(test.resolve("findings.yaml"), "- rule: mongo\n");
    Ringwall.Outcome outcome = Ringwall.built().run("rules", "test", mine.toString());
    assertEquals(1, outcome.code(), outcome::err);
    outcome.answers("FAILED", "nothing-happens", "expected a finding", "1 failed");
  }

  @Test
  void judgesByAnOwnRuleSetAndFailsOnItsSeverity(@TempDir Path folder) throws IOException {
    Path mine = ruleSet(folder, "mine", "Flow(settled, responder.port == 27017)");
    List<Object> replay =
        List.of("replay", "--json", "--rules", mine, shop.file("normal.pcap"), "--fail-on");
    Ringwall.Outcome reached = Ringwall.built().runWith(replay, List.of("high"));
    assertEquals(1, reached.code(), reached::err);
    assertEquals("mine/mongo", reached.json().getFirst().path("ruleId").asString());
    Ringwall.built().runWith(replay, List.of("critical")).succeeded();
  }

  @Test
  void keepsWhatWasLearnedAndJudgesByItLater(@TempDir Path folder) {
    Path state = folder.resolve("state");
    List<Object> learn =
        List.of(
            "replay",
            "--json",
            "--state",
            state,
            "--inventory",
            shop.file("inventory.json"),
            "--learn",
            shop.file("normal.pcap"));
    assertEquals("", Ringwall.built().runWith(learn).succeeded().out());
    Ringwall.Outcome export =
        Ringwall.built().run("model", "export", "--state", state.toString(), "--json").succeeded();
    assertFalse(export.json().isEmpty());
    export
        .json()
        .forEach(edge -> {
          assertEquals("LEARNED", edge.path("state").asString());
          assertTrue(edge.has("from") && edge.has("to") && edge.has("port"), edge::toString);
          assertTrue(edge.has("firstSeen") && edge.has("lastSeen") && edge.has("count"));
        });
    Ringwall.built()
        .run("model", "show", "--state", state.toString())
        .succeeded()
        .answers("Who talks to whom", "user-db");
    List<Object> judge =
        List.of(
            "replay",
            "--json",
            "--state",
            state,
            "--inventory",
            shop.file("inventory.json"),
            shop.file("intrusion.pcap"));
    assertEquals(2, Ringwall.built().runWith(judge).succeeded().json().size());
    Ringwall.built()
        .run("model", "show", "--state", folder.resolve("none").toString())
        .refused(65)
        .says("none");
  }

  @Test
  void writesEventsThatRuleSetsCanRead(@TempDir Path folder) throws IOException {
    Path events = folder.resolve("events.jsonl");
    Ringwall.built()
        .run("replay", "--write-events", events.toString(), shop.file("normal.pcap").toString())
        .succeeded();
    assertTrue(new EventJson().readAll(events).size() > 1_000);
  }

  @Test
  void refusesToWriteOverWhatItReads(@TempDir Path folder) throws IOException {
    Path capture = Files.copy(shop.file("normal.pcap"), folder.resolve("a.pcap"));
    Path inventory = Files.copy(shop.file("inventory.json"), folder.resolve("i.json"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), capture);
    for (Path events :
        List.of(capture, link, folder.resolve("../" + folder.getFileName() + "/i.json"))) {
      Ringwall.built()
          .runWith(
              List.of("replay", "--learn", capture, "--inventory", inventory),
              List.of("--write-events", events))
          .refused(2)
          .says("--write-events: " + events + " is what is read as ");
    }
    assertEquals(-1, Files.mismatch(shop.file("normal.pcap"), capture));
    assertEquals(-1, Files.mismatch(shop.file("inventory.json"), inventory));
  }

  @Test
  void leavesNoTemporaryFolderWhenItIsStopped(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("falco.jsonl");
    String line = Files.readAllLines(shop.file("normal.falco.jsonl")).getFirst() + "\n";
    Files.writeString(log, line.repeat(60_000));
    Path events = folder.resolve("events.jsonl");
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    var command = List.of("replay", log.toString(), "--write-events", events.toString());
    Stopped atOnce = Stopped.when(() -> !isEmpty(temporary), temporary, command);
    assertEquals(130, atOnce.code(), atOnce::err);
    Stopped reading = Stopped.when(() -> events.toFile().length() > 0, temporary, command);
    assertEquals(130, reading.code(), reading::err);
    assertEquals("ringwall: interrupted", reading.err().lines().toList().getLast());
    assertTrue(isEmpty(temporary));
  }

  private static boolean isEmpty(Path folder) {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.noneMatch(one -> one.getFileName().toString().startsWith("ringwall-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a command said that was told to stop (SIGTERM). */
  private record Stopped(int code, String err) {
    static Stopped when(BooleanSupplier now, Path temporary, List<String> arguments)
        throws Exception {
      List<String> command = new ArrayList<>();
      command.add(Ringwall.distribution().resolve("bin/ringwall").toString());
      command.addAll(arguments);
      Path err = temporary.resolveSibling("err");
      var builder = new ProcessBuilder(command).redirectError(err.toFile());
      builder.environment().put("RINGWALL_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary);
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      Process process = builder.start();
      try {
        RunningEngine.await(() -> now.getAsBoolean() || !process.isAlive(), () -> "nothing begins");
        assertTrue(process.isAlive(), () -> "it has ended");
        process.destroy();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> "does not stop");
        return new Stopped(process.exitValue(), Files.readString(err));
      } finally {
        process.destroyForcibly();
      }
    }
  }

  static Path ruleSet(Path folder, String name, String pattern) throws IOException {
    Path rules = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        rules.resolve("ruleset.yaml"),
        """
        name: %s
        version: 1.0.0
        sdk: "1.0"
        layer: network
        """
            .formatted(name));
    Files.writeString(
        rules.resolve(name + ".drl"),
        """
        // A rule as users write one.
        rule "mongo"
          @severity(HIGH)
        when
          $flow : %s
        then
          findings.raise($flow, "somebody spoke to " + $flow.responder().address());
        end
        """
            .formatted(pattern));
    return rules;
  }
}
