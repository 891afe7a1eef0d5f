package io.ringwall.engine.route;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.ConfigurationReader;
import io.ringwall.engine.config.Problems;
import io.ringwall.engine.config.Setting;
import io.ringwall.engine.findings.FindingJson;
import io.ringwall.engine.plugins.Admission;
import io.ringwall.engine.plugins.PluginHost;
import io.ringwall.engine.plugins.PluginJar;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.sdk.finding.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The whole route on a plugin that reads events written by hand, for tests of it. */
abstract class ReplayedScript {
  static final Duration DEADLINE = Duration.ofMinutes(2);

  static final String INVENTORY =
      """
      INVENTORY
      web-1 172.20.0.2 -100000
      web-2 172.20.0.3 -100000
      shipping-1 172.20.0.4 -100000
      user-db-1 172.20.0.5 -100000
      orders-1 172.20.0.6 -100000
      """;

  @TempDir static Path shared;
  @TempDir Path folder;

  static RuleBase rules;
  final Map<String, Setting.Section> sections = new LinkedHashMap<>();
  Path temporary;
  PluginHost plugins;

  @BeforeAll
  static void buildPluginAndRules() throws IOException {
    Path jars = Files.createDirectories(shared.resolve("plugins"));
    try (InputStream in =
        Objects.requireNonNull(ReplayTest.class.getResourceAsStream("Script.java.txt"))) {
      PluginJar.ofSource("Script", new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .into(jars, "script.jar");
    }
    Path set = Files.createDirectories(shared.resolve("rulesets/watch"));
    Files.writeString(
        set.resolve("ruleset.yaml"),
        """
        name: watch
        version: 1.0.0
        sdk: 1.0
        layer: network
        owner: test
        counts:
          ports-tried: { distinct: true, window: 60s, keys: 1000, reached: { scan: 10 } }
        """);
    Files.writeString(
        set.resolve("watch.drl"),
        """
        rule "unseen"
          @severity(MEDIUM)
        when
          $flow : Flow(edge!.state == EdgeState.UNSEEN)
        then
          findings.raise($flow, "unseen " + $flow.edge().key());
        end

        rule "tried"
        when
          $flow : Flow(settled == true, unproductive == true, $from : originator, $to : responder)
        then
          counts.of("ports-tried").key($from.address(), $to.address()).add($to.port());
        end

        rule "scan"
          @severity(MEDIUM) @attack("T1046")
        when
          $c : Count(of == "ports-tried", reached == "scan")
        then
          findings.raise($c, "tried " + $c.value() + " ports of " + $c.key(1));
        end

        rule "exec then unseen"
          @severity(HIGH)
        when
          $exec : ContainerEvent(action == ContainerAction.EXEC_START, $id : workload.containerId)
          $found : Finding(ruleId == "watch/unseen", subject!.containerId == $id,
              this after[0s, 600s] $exec)
        then
          findings.incident("someone works in " + $exec.workload().name(), $exec, $found);
        end
        """);
    rules = RuleBase.load(List.of(set), RuleBase.Settings.DEFAULT).requireSound();
  }

  @BeforeEach
  void openPlugins() throws IOException {
    temporary = Files.createDirectories(folder.resolve("temporary"));
    plugins = host();
  }

  PluginHost host() {
    var problems = new Problems();
    PluginHost host =
        PluginHost.open(
            shared.resolve("plugins"), temporary, Admission.ALL, Map.copyOf(sections), problems);
    problems.throwIfAny();
    return host;
  }

  @AfterEach
  void closePlugins() {
    plugins.close();
  }

  void configure(String yaml) {
    new ConfigurationReader(new Problems())
        .parse("ringwall.yaml", yaml)
        .orElseThrow()
        .entries()
        .forEach((name, entry) -> sections.put(name, (Setting.Section) entry.value()));
    plugins.close();
    plugins = host();
  }

  Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  ReplayOutcome run(ReplayRequest request) {
    var replay = new Replay(Configuration.DEFAULT, plugins, rules, Thread::new, temporary);
    return Assertions.assertTimeoutPreemptively(DEADLINE, () -> replay.run(request, seen -> {}));
  }

  ReplayRequest request(List<Path> learn, List<Path> alert, @Nullable Path state, int workers)
      throws IOException {
    return new ReplayRequest(
        learn,
        alert,
        List.of(file("inventory.txt", INVENTORY)),
        state,
        "vm1",
        workers,
        folder.resolve("events.jsonl"));
  }

  static String json(ReplayOutcome outcome) {
    var json = new FindingJson();
    return outcome.findings().stream().map(json::write).collect(Collectors.joining("\n"));
  }

  /** A connection that is answered, as lines of a script. */
  static String flow(long millis, String id, String from, String to) {
    return "FLOW %d ATTEMPT %s %s %s 0 0 %d\nFLOW %d ESTABLISHED %s %s %s 0 0 %d\n"
            .formatted(millis, id, from, to, millis, millis + 10, id, from, to, millis)
        + "FLOW %d UPDATE %s %s %s 10 20 %d\nFLOW %d CLOSE %s %s %s 10 20 %d\n"
            .formatted(millis + 20, id, from, to, millis, millis + 300, id, from, to, millis);
  }

  /** A connection that is refused or ignored. */
  static String attempt(long millis, String id, String from, String to) {
    return "FLOW %d ATTEMPT %s %s %s 0 0 %d\nFLOW %d CLOSE %s %s %s 0 0 %d\n"
        .formatted(millis, id, from, to, millis, millis + 3, id, from, to, millis);
  }

  static String normal() {
    return "SCRIPT\n"
        + flow(1000, "a", "172.20.0.2:40000", "172.20.0.6:8080")
        + flow(2000, "b", "172.20.0.3:40001", "172.20.0.6:8080")
        + flow(3000, "c", "172.20.0.6:40002", "172.20.0.5:27017");
  }

  static String intrusion() {
    StringBuilder text = new StringBuilder("SCRIPT\n");
    text.append(flow(100_000, "d", "172.20.0.2:40003", "172.20.0.6:8080"));
    text.append(flow(130_000, "e", "172.20.0.4:40004", "172.20.0.5:27017"));
    for (int port = 1; port <= 20; port++) {
      long at = 200_000 + port * 100L;
      text.append(
          attempt(at, "s" + port, "172.20.0.3:" + (41000 + port), "172.20.0.6:" + (100 + port)));
    }
    return text.toString();
  }

  static String processes() {
    return "PROCESSES\nEXEC 120000 shipping-1 sh\n";
  }

  static List<String> titles(ReplayOutcome outcome) {
    return outcome.findings().stream()
        .filter(finding -> finding.status() == io.ringwall.sdk.finding.FindingStatus.NEW)
        .map(Finding::title)
        .toList();
  }

  static String model(Path state) {
    return StoredState.model(state, Configuration.DEFAULT, Thread::new).edges().toString();
  }
}
