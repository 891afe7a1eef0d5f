package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.app.Ringwall.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An operator speaks with a running engine, by its socket. */
class SpeakIT {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder = Path.of("");
  private Path socket = Path.of("");
  private Path log = Path.of("");
  private int typed;

  @BeforeEach
  void configure() throws IOException {
    socket = folder.resolve("s");
    Path docker = folder.resolve("no.sock");
    log = folder.resolve("falco.jsonl");
    Path rules = Files.createDirectories(folder.resolve("rules/typed"));
    Files.writeString(
        rules.resolve("ruleset.yaml"), "name: typed\nversion: 1.0.0\nsdk: 1.0\nlayer: process\n");
    Files.writeString(
        rules.resolve("typed.drl"),
        """
        rule "a command was typed" @severity(LOW)
        when $p : ProcessEvent(source == "falco", process.name == "sh")
        then findings.raise($p, "typed: " + $p.process().commandLine()).key($p.process().commandLine());
        end
        """);
    Files.writeString(
        folder.resolve("ringwall.yaml"),
        "plugins:\n  falco: { log: %s }\n  docker: { socket: %s }\n".formatted(log, docker));
  }

  private RunningEngine start() throws Exception {
    return RunningEngine.start(
        folder,
        "-c",
        folder.resolve("ringwall.yaml"),
        "--state",
        folder.resolve("state"),
        "--rules",
        folder.resolve("rules"),
        "--socket",
        socket);
  }

  private void type() throws IOException {
    long nanos = Instant.now().toEpochMilli() * 1_000_000;
    Files.writeString(
        log,
        """
        {"time":"2026-11-25T17:56:57.38Z","source":"syscall","rule":"r","priority":"Notice",\
        "output":"o","output_fields":{"evt.type":"execve","evt.time":%d,\
        "container.id":"3c1b2a3f4d5e","proc.pid":%d,"proc.name":"sh",\
        "proc.cmdline":"sh -c %d","proc.exepath":"/bin/sh"}}
        """
            .formatted(nanos, 1000 + typed, typed++),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private Outcome ringwall(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--socket", socket.toString()));
    all.addAll(List.of(arguments));
    return Ringwall.built().run(all.toArray(String[]::new));
  }

  private List<JsonNode> findings(String... filters) {
    List<String> all = new ArrayList<>(List.of("findings", "--json"));
    all.addAll(List.of(filters));
    return ringwall(all.toArray(String[]::new)).succeeded().json();
  }

  private void awaitFindings(int count) throws InterruptedException {
    RunningEngine.await(() -> findings().size() == count, () -> "found " + findings());
  }

  @Test
  void asksHowItFaresAndWhatItFound() throws Exception {
    // It is there before the engine looks at the host, and so when it is compared with a later
    // look.
    Files.createFile(log);
    try (RunningEngine engine = start()) {
      engine.says("; socket " + socket);
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
      type();
      type();
      awaitFindings(2);
      ringwall("status").succeeded().answers("Sources", "falco", "active", "2 LOW", "learn");
      JsonNode status = JSON.readTree(ringwall("status", "--json").succeeded().out());
      assertEquals(2, status.path("findings").path("open").path("LOW").asInt());
      assertLacks();
      ringwall("findings").succeeded().answers("typed: sh -c 0", "typed: sh -c 1");
      assertEquals(0, findings("--severity", "high").size());
      assertEquals(2, findings("--rule", "*typed*", "--since", "1h").size());
      ringwall("findings", "--severity", "grave").refused(65).says("severity must be one of info");
      for (String none : List.of("stream", "a b", "../status", "0123456789abcdef", "")) {
        ringwall("findings", "show", none).refused(65).says("no finding '" + none + "' is on the");
      }
      for (String none : List.of("a b", "../modes", "x")) {
        ringwall("findings", "undo", none)
            .refused(65)
            .says("no clearance '" + none + "' is on the");
      }
      ringwall("mode", "shop/*", "alert", "--direction", "up")
          .refused(2)
          .says("expected one of east-west, outbound, inbound, found 'up'");
      Outcome second =
          Ringwall.built()
              .runWith(
                  List.of("run", "-c", folder.resolve("ringwall.yaml"), "--socket", socket),
                  List.of("--state", folder.resolve("other")));
      second.refused(74).says("an engine is running there already");
      assertEquals(0, engine.stop(), engine.log());
      assertFalse(Files.exists(socket), "the socket goes with the engine");
    }
    ringwall("status").refused(74).says("no engine can be reached at " + socket, "no such socket");
    Ringwall.built().run("status").refused(2).says("--socket PATH is missing");
  }

  /** What plugins need, and the configuration does not give, is what the doctor finds, too. */
  private void assertLacks() throws InterruptedException {
    ringwall("status").answers("Lacking on this host", "names: Docker: ", "> systemctl start");
    Path configuration = folder.resolve("ringwall.yaml");
    List<JsonNode> doctors =
        Ringwall.built().run("doctor", "--json", "-c", configuration.toString()).json();
    List<String> lacking = ofPlugins(doctors.stream().filter(one -> one.has("remedy")));
    // A check that was slow for once is made again after ten seconds.
    RunningEngine.await(
        () -> lacking.equals(lackingByStatus()), () -> lacking + " and " + lackingByStatus());
  }

  private List<String> lackingByStatus() {
    JsonNode status = JSON.readTree(ringwall("status", "--json").succeeded().out());
    return ofPlugins(status.path("lacking").valueStream());
  }

  private static List<String> ofPlugins(Stream<JsonNode> checks) {
    return checks
        .filter(one -> !one.path("by").asString().equals("ringwall"))
        .map(one ->
            String.join(
                " ",
                one.path("by").asString(),
                one.path("feature").asString(),
                one.path("check").asString(),
                one.path("outcome").asString(),
                one.path("remedy").asString()))
        .toList();
  }

  @Test
  void clearsFindingsAndTakesThatBackOverAKill() throws Exception {
    String first;
    String clearance;
    try (RunningEngine engine = start()) {
      type();
      type();
      awaitFindings(2);
      first = findings().getFirst().path("id").asString();
      JsonNode made =
          JSON.readTree(
              ringwall("findings", "clear", first, "--reason", "ours", "--json").succeeded().out());
      clearance = made.path("id").asString();
      assertEquals("operator:" + System.getProperty("user.name"), made.path("by").asString());
      assertEquals(1, findings().size());
      ringwall("mode", "shop/*", "alert").succeeded().answers("alert   shop/*", "operator:");
      engine.kill();
    }
    try (RunningEngine engine = start()) {
      assertEquals(1, findings().size(), "what is cleared stays cleared");
      JsonNode cleared = findings("--state", "cleared").getFirst();
      assertEquals(first, cleared.path("id").asString());
      assertEquals("RESOLVED", cleared.path("status").asString());
      ringwall("mode").succeeded().answers("alert   shop/*", "operator:");
      ringwall("findings", "undo", clearance).succeeded().answers("taken back");
      List<JsonNode> again = findings();
      assertEquals(2, again.size(), again::toString);
      ringwall("findings", "undo", clearance).refused(65).says("no clearance");
      ringwall("mode", "shop/*", "prevent").refused(78).says("no actuator of this engine");
      engine.kill();
    }
    try (RunningEngine engine = start()) {
      assertEquals(2, findings().size(), "what was taken back stays so");
      assertTrue(engine.isAlive());
    }
  }

  @Test
  void marksWhatIsAcknowledgedAndRefusesModesThatAreEquallySpecific() throws Exception {
    try (RunningEngine engine = start()) {
      type();
      awaitFindings(1);
      String id = findings().getFirst().path("id").asString();
      ringwall("findings", "ack", id, "--reason", "seen").succeeded();
      JsonNode listed = findings().getFirst();
      assertEquals("ACKNOWLEDGED", listed.path("status").asString());
      assertEquals(
          "operator:" + System.getProperty("user.name"), listed.path("statusBy").asString());
      assertEquals(0, findings("--state", "new").size());
      assertEquals(1, findings("--container", "3c1b2a").size());
      assertEquals(0, findings("--container", "4d").size());
      ringwall("mode", "shop/*", "alert").succeeded();
      ringwall("mode", "*/web", "learn").refused(78).says("is as specific as");
      ringwall("mode").succeeded().answers("alert   shop/*");
      assertEquals(0, engine.stop(), engine.log());
    }
  }
}
