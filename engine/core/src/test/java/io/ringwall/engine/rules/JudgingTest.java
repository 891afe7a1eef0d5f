package io.ringwall.engine.rules;

import static io.ringwall.engine.rules.Scene.SHIPPING;
import static io.ringwall.engine.rules.Scene.USER_DB;
import static io.ringwall.engine.rules.Scene.container;
import static io.ringwall.engine.rules.Scene.custom;
import static io.ringwall.engine.rules.Scene.end;
import static io.ringwall.engine.rules.Scene.flow;
import static io.ringwall.engine.rules.Scene.judge;
import static io.ringwall.engine.rules.Scene.load;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.EdgeState;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Flow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgingTest {
  private static final String PORTS =
      "counts: { ports: { distinct: true, window: 60s, reached: { scan: 3 } } }\n";
  private static final String SCAN =
      """
      rule "tried" when
        $f : Flow(settled, unproductive, $from : originator, $to : responder)
      then counts.of("ports").key($from.address(), $to.address()).add($to.port()); end

      rule "scan" @severity(HIGH) @attack("T1046") when
        $c : Count(of == "ports", reached == "scan")
      then findings.raise($c, "tried " + $c.value() + " ports of " + $c.key(1)); end
      """;

  @TempDir Path folder;

  @Test
  void aStatelessRuleSpeaksOnWhatItMatchesOnly() {
    RuleBase rules =
        load(
            folder,
            "",
            """
            rule "unseen" when $f : Flow(edge!.state == EdgeState.UNSEEN)
            then findings.raise($f, "from " + $f.originator().address()); end
            """);
    Flow learned = flow(1, EdgeState.LEARNED, Map.of());
    assertSame(Judgement.NONE, rules.judge(learned));
    assertEquals(
        List.of("unseen: from 172.18.0.5"),
        judge(rules, learned, flow(2, EdgeState.UNSEEN, Map.of())));
  }

  @Test
  void anAbsentEdgeIsNoMatchAndNoFailureEvenWhereTheAuthorForgotIt() {
    RuleBase rules =
        load(
            folder,
            "",
            """
            rule "not learned" when
              $f : Flow(settled == false, edge.state != EdgeState.LEARNED, edge.key.port > 3)
            then findings.raise($f, "x"); end
            """);
    Flow arp = flow(1, end(null, "10.0.0.1", 0), end(null, "10.0.0.2", 0), null, off());
    assertEquals(List.of(), judge(rules, arp));
    assertEquals(0, rules.statistics().getFirst().failed());
    assertEquals(List.of("not learned: x"), judge(rules, flow(1, EdgeState.UNSEEN, off())));
  }

  private static Map<String, Object> off() {
    return Map.of("settled", false);
  }

  @Test
  void guardsOfAllShapesFindTheirEvents() {
    RuleBase rules =
        load(
            folder,
            "",
            """
            rule "in" when $f : Flow(responder.port in (1, 2, 27017)) then findings.raise($f, "x"); end
            rule "or" when $f : Flow(edge!.state == EdgeState.DENIED || == EdgeState.UNSEEN)
            then findings.raise($f, "x"); end
            rule "mixed" when $f : Flow(flowId == "none" || responder.port == 27017)
            then findings.raise($f, "x"); end
            rule "turned" when $f : Flow(27017 == responder.port, !sidecar) then findings.raise($f, "x"); end
            rule "name" when $f : Flow(originator.workload!.service == "shipping")
            then findings.raise($f, "x"); end
            rule "bound" when $f : Flow($p : responder.port, $p > 27000, text.matches(flowId, "flow\\\\d+"))
            then findings.raise($f, "port " + $p); end
            rule "custom" when $e : CustomEvent(type == "acme.login", text("user") == "root")
            then findings.raise($e, "x"); end
            rule "other user" when $e : CustomEvent(type == "acme.login", text("user") == "alice")
            then findings.raise($e, "x"); end
            """);
    assertEquals(
        List.of("in: x", "or: x", "mixed: x", "turned: x", "name: x", "bound: port 27017"),
        judge(rules, flow(1, EdgeState.UNSEEN, Map.of())));
    assertEquals(
        List.of("custom: x"), judge(rules, custom(1, "acme.login", Map.of("user", "root"))));
    assertEquals(
        Map.of("in", true, "bound", false),
        Map.of("in", guarded(folder, "in"), "bound", guarded(folder, "bound")));
  }

  private static boolean guarded(Path folder, String rule) {
    Problems problems = new Problems(folder.resolve("test"));
    RuleSet set =
        new ManifestReader(folder.resolve("test"), problems, ThresholdNumbers.NONE)
            .read()
            .orElseThrow();
    DrlReader reader = new DrlReader(set, 0, problems);
    reader.read();
    return reader.rules().stream()
        .filter(read -> read.header().name().equals(rule))
        .noneMatch(read -> read.patterns().getFirst().guard().isNone());
  }

  @Test
  void findingsOfOneEventComeByStageSalienceRuleSetAndDeclaration() {
    Path first =
        Scene.ruleSet(
            folder,
            "first",
            "",
            """
            rule "a" when $f : Flow(responder.port == 27017) then findings.raise($f, "x"); end
            rule "b" salience 5 when $f : Flow(responder.port == 27017) then findings.raise($f, "x"); end
            rule "c" salience 9 when $f : Finding(title == "a") then findings.raise($f, "x"); end
            """);
    Path second =
        Scene.ruleSet(
            folder,
            "second",
            "",
            """
            rule "d" salience 5 when $f : Flow(responder.port == 27017) then findings.raise($f, "x"); end
            rule "e" when $f : Flow(responder.port == 27017) then findings.raise($f, "x"); end
            """);
    RuleBase rules =
        RuleBase.load(List.of(first, second), RuleBase.Settings.DEFAULT).requireSound();
    assertEquals(
        List.of("b: x", "d: x", "a: x", "e: x", "c: x"),
        judge(rules, flow(1, EdgeState.UNSEEN, Map.of())));
  }

  @Test
  void aCountThatReachesItsThresholdIsJudgedByRules() {
    RuleBase rules = load(folder, PORTS, SCAN);
    assertEquals(
        List.of("scan: tried 3 ports of 172.18.0.9"),
        judge(rules, probe(1, 1), probe(2, 2), probe(3, 2), probe(4, 3), probe(5, 4)));
    assertEquals(List.of(), judge(rules, probe(1, 1), probe(2, 2), probe(61.5, 3)));
  }

  @Test
  void configurationReplacesAThresholdsNumber() {
    Path made = Scene.ruleSet(folder, "test", PORTS, SCAN);
    ThresholdNumbers numbers =
        new ThresholdNumbers(Map.of("test", Map.of("ports", Map.of("scan", 2L))));
    RuleBase rules =
        RuleBase.load(List.of(made), new RuleBase.Settings(numbers, null, 100)).requireSound();
    assertEquals(
        List.of("scan: tried 2 ports of 172.18.0.9"), judge(rules, probe(1, 1), probe(2, 2)));
  }

  private static Flow probe(double seconds, int port) {
    return flow(
        seconds,
        end(SHIPPING, "172.18.0.5", 40000),
        end(USER_DB, "172.18.0.9", port),
        EdgeState.UNSEEN,
        Map.of("settled", true, "unproductive", true));
  }

  @Test
  void oneStoryOverEventsAndFindings() {
    RuleBase rules =
        load(
            folder,
            PORTS,
            SCAN
                + """
                rule "story" when
                  $exec : ContainerEvent(action == ContainerAction.EXEC_START, !healthProbe)
                  $scan : Finding(title == "scan", subject!.containerId == $exec.workload.containerId,
                                  this after[0s, 10m] $exec)
                then findings.incident("exec, then " + $scan.title(), $exec, $scan); end
                """);
    Event exec = container(0, ContainerAction.EXEC_START, SHIPPING);
    Event other = container(0, ContainerAction.EXEC_START, USER_DB);
    assertEquals(
        List.of("scan: tried 3 ports of 172.18.0.9", "story: exec, then scan"),
        judge(rules, exec, probe(1, 1), probe(2, 2), probe(3, 3)));
    assertEquals(
        List.of("scan: tried 3 ports of 172.18.0.9"),
        judge(rules, other, probe(1, 1), probe(2, 2), probe(3, 3)));
    assertEquals(
        List.of("scan: tried 3 ports of 172.18.0.9"),
        judge(rules, exec, probe(601, 1), probe(602, 2), probe(603, 3)));
  }

  @Test
  void whatDoesNotHappenIsNoticedWhenTimeHasPassed() {
    RuleBase rules =
        load(
            folder,
            "",
            """
            rule "no answer" when
              $a : CustomEvent(type == "ask")
              not CustomEvent(type == "answer", this after[0s, 5s] $a)
            then findings.raise($a, "after " + $a.text("n")); end
            """);
    assertEquals(
        List.of("no answer: after 1"),
        judge(
            rules,
            custom(1, "ask", Map.of("n", "1")),
            custom(7, "ask", Map.of("n", "2")),
            custom(10, "answer", Map.of())));
  }

  @Test
  void aFactThatLeavesMakesNoRuleFire() {
    RuleBase rules =
        load(
            folder,
            "",
            """
            rule "unannounced" when
              $b : CustomEvent(type == "b")
              not CustomEvent(type == "a", this before[0s, 5s] $b)
            then findings.raise($b, "x"); end
            """);
    assertEquals(
        List.of(),
        judge(
            rules,
            custom(1, "a", Map.of()),
            custom(4, "b", Map.of()),
            custom(5.5, "c", Map.of()),
            custom(6.5, "c", Map.of()),
            custom(8.5, "c", Map.of()),
            custom(11.5, "c", Map.of())));
  }

  @Test
  void aRuleThatFailsIsCountedAndHurtsNoOther() {
    RuleBase rules =
        load(
            folder,
            "",
            """
            rule "bad" salience 9 when $f : Flow(responder.port == 27017)
            then findings.raise($f, "lost"); Integer.parseInt("x"); end
            rule "bad too" when $f : Flow(responder.port == 27017, flowId.substring(99) == "")
            then findings.raise($f, "lost"); end
            rule "bad in session" salience 9 when $f : Finding(title == "good")
            then Integer.parseInt("y"); end
            rule "good" when $f : Flow(responder.port == 27017) then findings.raise($f, "x"); end
            rule "good in session" when $f : Finding(title == "good")
            then findings.raise($f, "x"); end
            """);
    assertEquals(
        List.of("good: x", "good in session: x"),
        judge(rules, flow(1, EdgeState.UNSEEN, Map.of())));
    List<RuleStatistics> failed =
        rules.statistics().stream().filter(rule -> rule.failed() > 0).toList();
    assertEquals(
        List.of("test/bad", "test/bad too", "test/bad in session"),
        failed.stream().map(RuleStatistics::rule).toList());
    assertTrue(
        String.valueOf(failed.getFirst().failure())
            .matches(
                "rule 'test/bad' \\(rules.drl:1\\) failed on vm1/pcap/e/\\d+:"
                    + " NumberFormatException: For input string: \"x\""),
        failed.getFirst().failure());
  }

  @Test
  void aRuleMayReadACountInOrder() {
    RuleBase rules =
        load(
            folder,
            "counts: { seen: { window: 60s, reached: { many: 100 } } }\n",
            """
            rule "count" when $f : Flow(responder.port == 27017)
            then counts.of("seen").key("all").add(); end
            rule "third" salience -1 when $f : Flow(responder.port == 27017)
            then if (counts.of("seen").key("all").value() == 3) { findings.raise($f, "x"); } end
            """);
    Event[] flows = new Event[5];
    for (int i = 0; i < flows.length; i++) {
      flows[i] = flow(i, EdgeState.LEARNED, Map.of());
    }
    assertEquals(List.of("third: x"), judge(rules, flows));
  }

  @Test
  void noRuleSeesItsOwnFindingAndAnsweringForEverIsCutShort() {
    RuleBase rules =
        load(
            folder,
            "",
            """
            rule "start" when $f : Flow(responder.port == 27017) then findings.raise($f, "x"); end
            rule "all" when $f : Finding(severity == Severity.MEDIUM) then findings.raise($f, "on " + $f.title()); end
            """);
    assertEquals(
        List.of("start: x", "all: on start"), judge(rules, flow(1, EdgeState.UNSEEN, Map.of())));
    assertEquals(0, rules.endless());
    RuleBase pair =
        load(
            folder,
            "",
            """
            rule "start" when $f : Flow(responder.port == 27017) then findings.raise($f, "x"); end
            rule "ping" when $f : Finding(title == "pong" || == "start") then findings.raise($f, "x"); end
            rule "pong" when $f : Finding(title == "ping") then findings.raise($f, "x"); end
            """);
    assertTrue(judge(pair, flow(1, EdgeState.UNSEEN, Map.of())).size() < 20);
    assertEquals(1, pair.endless());
  }

  @Test
  void whatDoesNotFitIntoTheSessionIsCounted() {
    Path made =
        Scene.ruleSet(
            folder,
            "test",
            "",
            """
            rule "pair" when
              $a : CustomEvent(type == "a")
              $b : CustomEvent(type == "b", this after[0s, 1h] $a)
            then findings.raise($b, $a.text("n")); end
            """);
    RuleBase rules =
        RuleBase.load(List.of(made), new RuleBase.Settings(ThresholdNumbers.NONE, null, 2))
            .requireSound();
    try (Correlation correlation = rules.correlation()) {
      List<String> said = new ArrayList<>();
      for (Event event :
          List.of(
              custom(1, "a", Map.of("n", "1")),
              custom(2, "a", Map.of("n", "2")),
              custom(3, "a", Map.of("n", "3")),
              custom(4, "b", Map.of()))) {
        correlation
            .accept(event, rules.judge(event))
            .forEach(raised -> said.add(raised.finding().message()));
      }
      assertEquals(List.of("2", "3"), said);
      assertEquals(2, correlation.evictedFacts());
    }
  }

  @Test
  void compiledRuleSetsAreFoundAgainOnDisk() {
    Path made = Scene.ruleSet(folder, "test", PORTS, SCAN);
    Path cache = folder.resolve("cache");
    RuleBase.Settings settings = RuleBase.Settings.DEFAULT.withCache(cache);
    RuleBase.load(List.of(made), settings).requireSound();
    assertEquals(1, cache.toFile().list().length);
    RuleBase again = RuleBase.load(List.of(made), settings).requireSound();
    assertEquals(1, cache.toFile().list().length);
    assertEquals(
        List.of("scan: tried 3 ports of 172.18.0.9"),
        judge(again, probe(1, 1), probe(2, 2), probe(4, 3)));
  }

  @Test
  void aDamagedFileOfCompiledRuleSetsIsToldAndMadeAgain() throws IOException {
    Path made = Scene.ruleSet(folder, "test", PORTS, SCAN);
    Path cache = folder.resolve("cache");
    RuleBase.Settings settings = RuleBase.Settings.DEFAULT.withCache(cache);
    assertEquals(List.of(), RuleBase.load(List.of(made), settings).requireSound().remarks());
    Path file = cache.resolve(cache.toFile().list()[0]);
    byte[] whole = Files.readAllBytes(file);
    for (int at : new int[] {0, 9, 17, 40, whole.length / 2, whole.length - 1}) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(file, damaged);
      RuleBase again = RuleBase.load(List.of(made), settings).requireSound();
      assertEquals(1, again.remarks().size(), "byte " + at);
      assertTrue(again.remarks().getFirst().contains("are damaged"), again.remarks()::toString);
      assertEquals(List.of(), RuleBase.load(List.of(made), settings).remarks());
    }
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 7));
    assertEquals(1, RuleBase.load(List.of(made), settings).requireSound().remarks().size());
  }

  @Test
  void aChangedConstantIsNeverJudgedByWhatWasCompiledBefore() throws IOException {
    Path made = Scene.ruleSet(folder, "test", PORTS, SCAN);
    RuleBase.Settings settings = RuleBase.Settings.DEFAULT.withCache(folder.resolve("cache"));
    RuleBase.load(List.of(made), settings).requireSound();
    try (var files = Files.list(made)) {
      for (Path drl : files.filter(file -> file.toString().endsWith(".drl")).toList()) {
        Files.writeString(drl, Files.readString(drl).replace("tried ", "knocked at "));
      }
    }
    assertEquals(
        List.of("scan: knocked at 3 ports of 172.18.0.9"),
        judge(
            RuleBase.load(List.of(made), settings).requireSound(),
            probe(1, 1),
            probe(2, 2),
            probe(4, 3)));
  }

  @Test
  void saysWhenCompiledRuleSetsCannotBeKept() throws IOException {
    Path made = Scene.ruleSet(folder, "test", PORTS, SCAN);
    Path noFolder = Files.writeString(folder.resolve("cache"), "a file in its place");
    RuleBase rules =
        RuleBase.load(List.of(made), RuleBase.Settings.DEFAULT.withCache(noFolder)).requireSound();
    assertEquals(1, rules.remarks().size());
    assertTrue(
        rules.remarks().getFirst().startsWith("compiled rule sets cannot be kept in " + noFolder),
        rules.remarks()::toString);
    assertEquals(
        List.of("scan: tried 3 ports of 172.18.0.9"),
        judge(rules, probe(1, 1), probe(2, 2), probe(4, 3)));
  }
}
