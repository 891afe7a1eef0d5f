package io.ringwall.engine.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.ConfigurationReader;
import io.ringwall.engine.config.Problems;
import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.Setting;
import io.ringwall.engine.findings.FindingJson;
import io.ringwall.engine.ledger.Ledger;
import io.ringwall.engine.model.KnownEdge;
import io.ringwall.engine.model.Model;
import io.ringwall.engine.plugins.Admission;
import io.ringwall.engine.plugins.PluginHost;
import io.ringwall.engine.plugins.PluginJar;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.sdk.event.Certainty;
import io.ringwall.sdk.event.EdgeState;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.finding.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole route on a plugin that reads events written by hand. */
final class ReplayTest {
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private static final String INVENTORY =
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

  private static RuleBase rules;
  private final Map<String, Setting.Section> sections = new LinkedHashMap<>();
  private Path temporary;
  private PluginHost plugins;

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

  private PluginHost host() {
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

  private void configure(String yaml) {
    new ConfigurationReader(new Problems())
        .parse("ringwall.yaml", yaml)
        .orElseThrow()
        .entries()
        .forEach((name, entry) -> sections.put(name, (Setting.Section) entry.value()));
    plugins.close();
    plugins = host();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private ReplayOutcome run(ReplayRequest request) {
    var replay = new Replay(Configuration.DEFAULT, plugins, rules, Thread::new, temporary);
    return Assertions.assertTimeoutPreemptively(DEADLINE, () -> replay.run(request, seen -> {}));
  }

  private ReplayRequest request(
      List<Path> learn, List<Path> alert, @Nullable Path state, int workers) throws IOException {
    return new ReplayRequest(
        learn,
        alert,
        List.of(file("inventory.txt", INVENTORY)),
        state,
        "vm1",
        workers,
        folder.resolve("events.jsonl"));
  }

  private static String json(ReplayOutcome outcome) {
    var json = new FindingJson();
    return outcome.findings().stream().map(json::write).collect(Collectors.joining("\n"));
  }

  /** A connection that is answered, as lines of a script. */
  private static String flow(long millis, String id, String from, String to) {
    return "FLOW %d ATTEMPT %s %s %s 0 0 %d\nFLOW %d ESTABLISHED %s %s %s 0 0 %d\n"
            .formatted(millis, id, from, to, millis, millis + 10, id, from, to, millis)
        + "FLOW %d UPDATE %s %s %s 10 20 %d\nFLOW %d CLOSE %s %s %s 10 20 %d\n"
            .formatted(millis + 20, id, from, to, millis, millis + 300, id, from, to, millis);
  }

  /** A connection that is refused or ignored. */
  private static String attempt(long millis, String id, String from, String to) {
    return "FLOW %d ATTEMPT %s %s %s 0 0 %d\nFLOW %d CLOSE %s %s %s 0 0 %d\n"
        .formatted(millis, id, from, to, millis, millis + 3, id, from, to, millis);
  }

  private static String normal() {
    return "SCRIPT\n"
        + flow(1000, "a", "172.20.0.2:40000", "172.20.0.6:8080")
        + flow(2000, "b", "172.20.0.3:40001", "172.20.0.6:8080")
        + flow(3000, "c", "172.20.0.6:40002", "172.20.0.5:27017");
  }

  private static String intrusion() {
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

  private static String processes() {
    return "PROCESSES\nEXEC 120000 shipping-1 sh\n";
  }

  private static List<String> titles(ReplayOutcome outcome) {
    return outcome.findings().stream()
        .filter(finding -> finding.status() == io.ringwall.sdk.finding.FindingStatus.NEW)
        .map(Finding::title)
        .toList();
  }

  @Test
  void learnsFromTheNormalPartAndFindsTheIntrusion() throws IOException {
    Path learn = file("normal.txt", normal());
    Path alert = file("intrusion.txt", intrusion());
    Path exec = file("exec.txt", processes());
    ReplayOutcome outcome = run(request(List.of(learn), List.of(alert, exec), null, 2));
    assertEquals(List.of(), outcome.problems());
    assertEquals(
        List.of(
            "shop/orders → shop/user-db 27017/tcp LEARNED",
            "shop/web → shop/orders 8080/tcp LEARNED"),
        outcome.model().edges().stream()
            .map(edge -> edge.key() + " " + edge.state())
            .sorted()
            .toList());
    assertEquals(List.of("exec then unseen", "unseen", "scan"), titles(outcome));
    Finding unseen =
        outcome.findings().stream()
            .filter(finding -> finding.title().equals("unseen"))
            .findFirst()
            .orElseThrow();
    assertEquals("shipping-1", Objects.requireNonNull(unseen.subject()).name());
    assertEquals("vm1", unseen.host());
    assertEquals(EdgeState.UNSEEN, Objects.requireNonNull(unseen.edge()).state());
    assertEquals(2, outcome.phases().size());
    assertEquals(5, outcome.phases().getFirst().events().get("ContainerEvent"));
    assertTrue(Files.readString(folder.resolve("events.jsonl")).lines().count() > 50);
  }

  @Test
  void findsNothingInTheNormalPartReadTwice() throws IOException {
    Path learn = file("normal.txt", normal());
    Path again = file("again.txt", normal());
    assertEquals("", json(run(request(List.of(learn), List.of(again), null, 1))));
  }

  @Test
  void givesTheSameBytesForAnyNumberOfWorkersAndAnyArrival() throws IOException {
    Path learn = file("normal.txt", normal());
    Path alert = file("intrusion.txt", busy(11));
    Path exec = file("exec.txt", processes());
    String wanted = json(run(request(List.of(learn), List.of(alert, exec), null, 1)));
    String events = Files.readString(folder.resolve("events.jsonl"));
    assertTrue(wanted.lines().count() > 3, wanted);
    for (int workers : List.of(1, 2, 4)) {
      for (int shuffle = 1; shuffle <= 3; shuffle++) {
        Path shuffled = file("shuffled.txt", shuffled(busy(11), "intrusion.txt", shuffle));
        Path execs = file("execs.txt", shuffled(processes(), "exec.txt", shuffle));
        ReplayOutcome outcome =
            run(request(List.of(learn), List.of(execs, shuffled), null, workers));
        assertEquals(wanted, json(outcome), workers + " workers, shuffled by " + shuffle);
        assertEquals(events, Files.readString(folder.resolve("events.jsonl")));
      }
    }
  }

  private static String shuffled(String script, String epoch, int seed) {
    int line = script.indexOf('\n');
    return script.substring(0, line) + " shuffle " + seed + " " + epoch + script.substring(line);
  }

  /** The intrusion in the midst of much that is ordinary, and of some that is not. */
  private static String busy(long seed) {
    var random = new Random(seed);
    StringBuilder text = new StringBuilder(intrusion());
    for (int i = 0; i < 1500; i++) {
      String from = "172.20.0." + (2 + random.nextInt(5)) + ":" + (20_000 + i);
      String to =
          random.nextInt(20) == 0 ? "203.0.113." + random.nextInt(9) + ":443" : "172.20.0.6:8080";
      text.append(flow(100_000 + random.nextInt(150_000), "n" + i, from, to));
    }
    List<String> lines = new ArrayList<>(text.toString().lines().toList());
    lines
        .subList(1, lines.size())
        .sort(java.util.Comparator.comparingLong(line -> Long.parseLong(line.split(" ", -1)[1])));
    return String.join("\n", lines) + "\n";
  }

  @Test
  void anAddressPassesFromOneContainerToTheNext() throws IOException {
    Path alert =
        file(
            "passing.txt",
            """
            SCRIPT
            START 1000 blue-1 172.20.0.9
            FLOW 2000 ATTEMPT a 172.20.0.9:40000 172.20.0.5:27017 0 0 2000
            DIE 2100 blue-1 172.20.0.9
            START 2600 green-1 172.20.0.9
            FLOW 2700 ATTEMPT b 172.20.0.9:40001 172.20.0.5:27017 0 0 2700
            FLOW 4000 CLOSE a 172.20.0.9:40000 172.20.0.5:27017 5 5 2000
            FLOW 4100 CLOSE b 172.20.0.9:40001 172.20.0.5:27017 5 5 2700
            """);
    Path learn = file("normal.txt", normal());
    ReplayOutcome outcome = run(request(List.of(learn), List.of(alert), null, 2));
    assertEquals(
        List.of("blue-1", "green-1"),
        outcome.findings().stream()
            .map(Finding::subject)
            .filter(Objects::nonNull)
            .map(Workload::name)
            .toList());
  }

  @Test
  void aFlowWaitsForItsContainerToBeKnownForOneSecondOfEngineTime() throws IOException {
    Path alert =
        file(
            "late.txt",
            """
            SCRIPT
            FLOW 2000 ATTEMPT a 172.20.0.9:40000 172.20.0.5:27017 0 0 2000
            FLOW 2001 ESTABLISHED a 172.20.0.9:40000 172.20.0.5:27017 0 0 2000
            START 2500 half-1 172.20.0.9
            FLOW 12000 ATTEMPT b 172.20.0.10:40000 172.20.0.5:27017 0 0 12000
            FLOW 12001 ESTABLISHED b 172.20.0.10:40000 172.20.0.5:27017 0 0 12000
            START 15000 three-1 172.20.0.10
            FLOW 22000 ATTEMPT c 172.20.0.11:40000 172.20.0.5:27017 0 0 22000
            """);
    Path learn = file("normal.txt", normal());
    ReplayOutcome outcome = run(request(List.of(learn), List.of(alert), null, 2));
    assertEquals(
        List.of(Certainty.LATE, Certainty.GUESSED, Certainty.GUESSED),
        outcome.findings().stream()
            .map(finding -> Objects.requireNonNull(finding.originator()).certainty())
            .toList());
    assertEquals("half-1", Objects.requireNonNull(outcome.findings().getFirst().subject()).name());
    assertEquals(3, outcome.phases().getLast().stations().get("flows-waited-for-identity"));
  }

  @Test
  void aContainerOfTheInventoryThatStartsLaterBelongsToTheNextPhase() throws IOException {
    Path learn = file("normal.txt", normal());
    Path alert = file("intrusion.txt", intrusion());
    var request =
        new ReplayRequest(
            List.of(learn),
            List.of(alert),
            List.of(file("inventory.txt", INVENTORY + "late-1 172.20.0.20 150000\n")),
            null,
            "vm1",
            1,
            null);
    ReplayOutcome outcome = run(request);
    assertEquals(5, outcome.phases().getFirst().events().get("ContainerEvent"));
    assertEquals(1, outcome.phases().getLast().events().get("ContainerEvent"));
  }

  @Test
  void aSourceThatThrowsKeepsWhatItHadEmittedAndHurtsNoOther() throws IOException {
    Path learn = file("normal.txt", normal());
    String script = intrusion();
    int scan = script.indexOf("FLOW 200100");
    Path torn = file("torn.txt", script.substring(0, scan) + "THROW\n");
    Path exec = file("exec.txt", processes());
    ReplayOutcome outcome = run(request(List.of(learn), List.of(torn, exec), null, 2));
    assertEquals(List.of("exec then unseen", "unseen"), titles(outcome));
    assertEquals(
        List.of(
            "plugin 'script' failed: IllegalStateException: the disk is gone; what it had read by"
                + " then is kept"),
        outcome.problems());
  }

  @Test
  void aFileThatCannotBeReadIsToldAndTheOthersAreRead() throws IOException {
    Path learn = file("normal.txt", normal());
    Path alert = file("intrusion.txt", intrusion());
    Path torn = file("torn.txt", "SCRIPT unreadable\n");
    Path noise = file("noise.bin", "\u0001\u0002 noise");
    Path missing = folder.resolve("missing.pcap");
    ReplayOutcome outcome =
        run(request(List.of(learn), List.of(alert, torn, noise, missing), null, 2));
    assertEquals(List.of("unseen", "scan"), titles(outcome));
    assertEquals(3, outcome.problems().size(), () -> outcome.problems().toString());
    assertTrue(outcome.problems().get(0).contains("noise.bin: no installed plugin recognises it"));
    assertTrue(outcome.problems().get(1).endsWith("missing.pcap: no such file"));
    assertEquals("plugin 'script': torn.txt is torn", outcome.problems().get(2));
  }

  @Test
  void aBrokenInventoryIsToldAndTheRecordingIsReadAllTheSame() throws IOException {
    Path alert = file("intrusion.txt", intrusion());
    var request =
        new ReplayRequest(
            List.of(),
            List.of(alert),
            List.of(file("inventory.txt", "INVENTORY\nnonsense\n"), file("other.txt", "{}")),
            null,
            "vm1",
            1,
            null);
    ReplayOutcome outcome = run(request);
    assertEquals(2, outcome.problems().size());
    assertTrue(outcome.problems().get(0).endsWith("inventory.txt is broken"));
    assertTrue(outcome.problems().get(1).contains("other.txt: no installed plugin recognises it"));
    assertEquals(List.of("scan"), titles(outcome));
  }

  @Test
  void refusesAReplayOfNothing() throws IOException {
    Path noise = file("noise.bin", "noise");
    var replay = new Replay(Configuration.DEFAULT, plugins, rules, Thread::new, temporary);
    var refused =
        assertThrows(
            RingwallException.class,
            () -> replay.run(ReplayRequest.of(List.of(noise)), seen -> {}));
    assertEquals(RingwallException.Category.INPUT, refused.category());
    assertTrue(refused.sentence().contains("begins with 'noise'"), refused::sentence);
  }

  @Test
  void whatWasLearnedIsStillKnownInTheNextRunOnTheSameState() throws IOException {
    Path learn = file("normal.txt", normal());
    Path alert = file("intrusion.txt", intrusion());
    Path state = folder.resolve("state");
    ReplayOutcome first = run(request(List.of(learn), List.of(), state, 1));
    assertEquals(List.of(), first.findings());
    ReplayOutcome second = run(request(List.of(), List.of(alert), state, 1));
    assertEquals(List.of("unseen", "scan"), titles(second));
    assertEquals(
        first.model().edges().stream().map(KnownEdge::key).toList(),
        second.model().edges().stream().map(KnownEdge::key).toList());
    ReplayOutcome third = run(request(List.of(), List.of(learn), state, 1));
    assertEquals(List.of(), third.findings());
  }

  @Test
  void withoutALearnedModelEdgesAreUnknownAndTheRestIsJudged() throws IOException {
    Path alert = file("intrusion.txt", intrusion());
    assertEquals(List.of("scan"), titles(run(request(List.of(), List.of(alert), null, 1))));
  }

  @Test
  void handsFindingsToSinksOnceTheyAreSafeAndAfterARestartOnlyNewOnes() throws IOException {
    Path sunk = folder.resolve("sunk.jsonl");
    configure("script-sink: { path: \"" + sunk + "\" }\n");
    Path learn = file("normal.txt", normal());
    Path alert = file("intrusion.txt", intrusion());
    Path state = folder.resolve("state");
    ReplayOutcome outcome = run(request(List.of(learn), List.of(alert), state, 2));
    List<String> lines = Files.readAllLines(sunk);
    var json = new FindingJson();
    outcome.findings().forEach(finding -> assertTrue(lines.contains(json.write(finding))));
    Path quiet = file("quiet.txt", normal());
    run(request(List.of(), List.of(quiet), state, 2));
    assertEquals(lines, Files.readAllLines(sunk));
  }

  /** All that a ledger says, positions and beginnings of work aside. */
  private static List<String> said(Path state) {
    List<String> all = new ArrayList<>();
    Ledger.open(
            state.resolve("ledger"),
            FindingLedger.KNOWN,
            record -> {
              if (record.kind().equals("finding")) {
                all.add(record.json());
              }
            },
            Thread::new)
        .close();
    return all;
  }

  private static String model(Path state) {
    return StoredState.model(state, Configuration.DEFAULT, Thread::new).edges().toString();
  }

  private Path copy(Path state, String name, long length) throws IOException {
    Path copied = folder.resolve(name).resolve("ledger").resolve("ledger.log");
    Files.createDirectories(copied.getParent());
    Path log = state.resolve("ledger").resolve("ledger.log");
    Files.write(copied, Arrays.copyOf(Files.readAllBytes(log), Math.toIntExact(length)));
    return folder.resolve(name);
  }

  @Test
  void cutOffAnywhereAndStartedAgainItTellsTheSameAsUndisturbed() throws IOException {
    Path learn = file("normal.txt", normal());
    Path alert = file("intrusion.txt", intrusion());
    Path exec = file("exec.txt", processes());
    Path state = folder.resolve("state");
    var request = request(List.of(learn), List.of(alert, exec), state, 2);
    String whole = json(run(request));
    List<String> said = said(state);
    long length = Files.size(state.resolve("ledger").resolve("ledger.log"));
    for (long cut = length - 1; cut > 0; cut -= Math.max(1, length / 23)) {
      Path killed = copy(state, "killed-" + cut, cut);
      var again = request(List.of(learn), List.of(alert, exec), killed, 2);
      assertEquals(whole, json(run(again)), "cut at byte " + cut);
      assertEquals(said, said(killed), "cut at byte " + cut);
      assertEquals(model(state), model(killed), "cut at byte " + cut);
    }
  }

  /** A file that has grown is followed by one that holds what stands. */
  @Test
  void goesOnFromARenewedLedgerAsFromTheWholeOne() throws IOException {
    Path learn = file("normal.txt", normal());
    Path alert = file("intrusion.txt", intrusion());
    Path exec = file("exec.txt", processes());
    Path state = folder.resolve("state");
    var request = request(List.of(learn), List.of(alert, exec), state, 2);
    String whole = json(run(request));
    String model = model(state);
    renew(state);
    assertTrue(Files.exists(state.resolve("ledger").resolve("ledger-000000001.log")));
    assertEquals(List.of(), said(state));
    assertEquals(model, model(state));
    assertEquals(whole, json(run(request)));
    assertEquals(List.of(), said(state), "nothing is told twice");
    renew(state);
    assertEquals(model, model(state));
  }

  private static void renew(Path state) {
    var model = new Model(Configuration.DEFAULT);
    try (FindingLedger ledger = FindingLedger.open(state.resolve("ledger"), model, Thread::new)) {
      ledger.settle();
      ledger.renew();
    }
  }

  @Test
  void theSameFilesAgainIntoTheSameStateChangeNothing() throws IOException {
    Path learn = file("normal.txt", normal());
    Path alert = file("intrusion.txt", intrusion());
    Path exec = file("exec.txt", processes());
    Path state = folder.resolve("state");
    String first = json(run(request(List.of(learn), List.of(alert, exec), state, 2)));
    List<String> said = said(state);
    String model = model(state);
    assertEquals(first, json(run(request(List.of(learn), List.of(alert, exec), state, 1))));
    assertEquals(said, said(state));
    run(request(List.of(), List.of(alert), state, 1));
    assertEquals(said, said(state));
    assertEquals(model, model(state));
  }

  @Test
  void afterAnotherFileAFindingGoesOnAndIsCountedOnce() throws IOException {
    Path learn = file("normal.txt", normal());
    Path first = file("first.txt", "SCRIPT\n" + unseenAt(130_000, "e"));
    Path second = file("second.txt", "SCRIPT\n" + unseenAt(150_000, "f"));
    Path state = folder.resolve("state");
    run(request(List.of(learn), List.of(first), state, 1));
    Finding grown = run(request(List.of(), List.of(second), state, 1)).findings().getFirst();
    assertEquals(2, grown.count());
    List<String> said = said(state);
    run(request(List.of(), List.of(second), state, 1));
    run(request(List.of(), List.of(first, second), state, 1));
    assertEquals(said, said(state));
  }

  private static String unseenAt(long millis, String id) {
    return flow(millis, id, "172.20.0.4:40004", "172.20.0.5:27017");
  }

  @Test
  void aFileThatWasJudgedBeforeTheModelWasLearnedIsJudgedByItNow() throws IOException {
    Path learn = file("normal.txt", normal());
    Path alert = file("intrusion.txt", intrusion());
    Path state = folder.resolve("state");
    assertEquals(List.of("scan"), titles(run(request(List.of(), List.of(alert), state, 1))));
    ReplayOutcome learned = run(request(List.of(learn), List.of(alert), state, 1));
    assertTrue(titles(learned).contains("unseen"), () -> titles(learned).toString());
  }

  @Test
  void aSinkThatFailsIsToldAndGetsItsFindingsInTheNextRun() throws IOException {
    Path sunk = folder.resolve("sunk.jsonl");
    configure("script-sink: { path: \"" + sunk + "\", broken: true }\n");
    Path learn = file("normal.txt", normal());
    Path alert = file("intrusion.txt", intrusion());
    Path state = folder.resolve("state");
    ReplayOutcome outcome = run(request(List.of(learn), List.of(alert), state, 1));
    assertEquals(List.of("plugin 'script-sink': the queue is full"), outcome.problems());
    assertFalse(Files.exists(sunk));
    configure("script-sink: { path: \"" + sunk + "\" }\n");
    run(request(List.of(), List.of(learn), state, 1));
    var json = new FindingJson();
    List<String> lines = Files.readAllLines(sunk);
    outcome.findings().forEach(finding -> assertTrue(lines.contains(json.write(finding))));
  }

  @Test
  void stopsWithTheCauseWhenTheEventsCannotBeWritten() throws IOException {
    Path alert = file("intrusion.txt", busy(3));
    var request =
        new ReplayRequest(
            List.of(), List.of(alert), List.of(), null, "vm1", 2, Path.of("/dev/full"));
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.exists(Path.of("/dev/full")), "needs a device that is always full");
    var failed = assertThrows(RingwallException.class, () -> run(request));
    assertEquals(RingwallException.Category.RESOURCE, failed.category());
    assertTrue(failed.sentence().startsWith("events cannot be written to /dev/full"));
  }

  @Test
  void endsWithAllItsThreadsWhenItIsInterrupted() throws Exception {
    Path alert = file("hanging.txt", intrusion() + "HANG\n");
    var replay = new Replay(Configuration.DEFAULT, plugins, rules, Thread::new, temporary);
    var seen = new java.util.concurrent.CountDownLatch(1);
    var thrown = new java.util.concurrent.atomic.AtomicReference<@Nullable Throwable>();
    Thread caller =
        new Thread(() -> {
          try {
            replay.run(ReplayRequest.of(List.of(alert)), progress -> seen.countDown());
          } catch (InterruptedException | RuntimeException e) {
            thrown.set(e);
          }
        });
    caller.start();
    seen.await();
    caller.interrupt();
    assertTrue(caller.join(DEADLINE));
    assertTrue(thrown.get() instanceof InterruptedException, () -> String.valueOf(thrown.get()));
    assertEquals(
        List.of(),
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(name -> name.startsWith("ringwall-"))
            .toList());
  }

  @Test
  void leavesNothingBehindInTheTemporaryFolder() throws IOException {
    Path alert = file("intrusion.txt", intrusion());
    run(request(List.of(), List.of(alert), null, 1));
    plugins.close();
    try (var left = Files.list(temporary)) {
      assertEquals(List.of(), left.toList());
    }
    plugins = host();
  }
}
