package io.ringwall.engine.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwall.engine.findings.Raised;
import io.ringwall.engine.findings.RuleHeader;
import io.ringwall.sdk.event.EdgeState;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.FlowPhase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.drools.model.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guard index, judging outside the session, admission, and letting facts go change nothing of
 * what rules mean: for each event the findings are those of one plain Drools session.
 */
class SameFindingsTest {
  private static final int RULE_SETS = Integer.getInteger("ringwall.rules.draws", 20);
  private static final long SEED = Long.getLong("ringwall.seed", 20_260_101);
  private static final int RULES = 14;
  private static final int EVENTS = 70;

  @TempDir Path folder;

  @Test
  void findingsOfEachEventAreThoseOfOnePlainSession() throws IOException {
    SplittableRandom seeds = new SplittableRandom(SEED);
    int findings = 0;
    for (int i = 0; i < RULE_SETS; i++) {
      findings += compare(seeds.nextLong());
    }
    assertEquals(true, findings > RULE_SETS * 10, "too few findings to compare: " + findings);
  }

  private int compare(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<GeneratedRules.Drawn> drawn = new GeneratedRules(random).draw(RULES);
    String drl = drawn.stream().map(GeneratedRules.Drawn::drl).collect(Collectors.joining("\n"));
    Path made =
        Scene.ruleSet(Files.createTempDirectory(folder, "set"), "test", GeneratedRules.COUNTS, drl);
    RuleBase rules = RuleBase.load(List.of(made), RuleBase.Settings.DEFAULT).requireSound();
    Supplier<String> about = () -> "seed " + seed + "\n" + drl;
    int findings = 0;
    try (Correlation ours = rules.correlation();
        PlainSession plain = plain(made, drawn)) {
      for (Event event : events(random)) {
        List<Raised> mine = ours.accept(event, rules.judge(event));
        same(plain.accept(event), mine, () -> event + " of " + about.get());
        inOrder(mine, about);
        findings += mine.size();
        List<Raised> later = ours.advance(event.time());
        same(plain.advance(event.time()), later, () -> "after " + event + " of " + about.get());
        findings += later.size();
      }
      Instant end = Scene.at(1000);
      same(plain.advance(end), ours.advance(end), () -> "at the end of " + about.get());
    }
    long failed = rules.statistics().stream().mapToLong(RuleStatistics::failed).sum();
    assertEquals(0, failed, about);
    return findings;
  }

  private static void same(List<Raised> plain, List<Raised> mine, Supplier<String> about) {
    assertEquals(said(plain), said(mine), about);
  }

  private static List<String> said(List<Raised> raised) {
    return raised.stream()
        .map(one -> one.finding().title() + ": " + one.finding().message())
        .sorted()
        .toList();
  }

  private static void inOrder(List<Raised> mine, Supplier<String> about) {
    List<Raised> sorted = new ArrayList<>(mine);
    sorted.sort((one, other) -> one.order().compareTo(other.order()));
    assertEquals(sorted, mine, about);
  }

  private PlainSession plain(Path made, List<GeneratedRules.Drawn> drawn) {
    Problems problems = new Problems(made);
    RuleSet set = new ManifestReader(made, problems, ThresholdNumbers.NONE).read().orElseThrow();
    DrlReader reader = new DrlReader(set, 0, problems);
    reader.read();
    Map<String, RuleHeader> headers = new HashMap<>();
    reader.rules().forEach(rule -> headers.put(rule.header().name(), rule.header()));
    String text = drawn.stream().map(GeneratedRules.Drawn::plain).collect(Collectors.joining("\n"));
    DrlFile file = new DrlFile(made.resolve("plain.drl"), text, problems);
    RuleSource source = new RuleSource(set, List.of(file), reader.rules(), problems);
    List<Model> models = RuleCompiler.compile(List.of(source)).orElseThrow().models();
    return new PlainSession(models, headers);
  }

  private static List<Event> events(SplittableRandom random) {
    double[] at = {0};
    return IntStream.range(0, EVENTS)
        .mapToObj(i -> {
          at[0] += random.nextInt(5) == 0 ? random.nextInt(9_000) / 1e3 : 0.4;
          return random.nextInt(5) < 2 ? flow(random, at[0]) : custom(random, at[0]);
        })
        .toList();
  }

  private static Event custom(SplittableRandom random, double at) {
    return Scene.custom(
        at,
        List.of("a", "b", "c", "d").get(random.nextInt(4)),
        Map.of(
            "user",
            List.of("root", "alice", "bob").get(random.nextInt(3)),
            "n",
            (long) random.nextInt(4)));
  }

  private static Event flow(SplittableRandom random, double at) {
    List<EdgeState> states = List.of(EdgeState.values());
    return Scene.flow(
        at,
        Scene.end(
            random.nextBoolean() ? Scene.SHIPPING : null,
            random.nextBoolean() ? "172.18.0.5" : "198.51.100.1",
            40_000),
        Scene.end(Scene.USER_DB, "172.18.0.9", random.nextInt(1, 5)),
        states.get(random.nextInt(states.size())),
        Map.of(
            "settled",
            random.nextBoolean(),
            "unproductive",
            random.nextBoolean(),
            "phase",
            List.of(FlowPhase.values()).get(random.nextInt(4))));
  }
}
