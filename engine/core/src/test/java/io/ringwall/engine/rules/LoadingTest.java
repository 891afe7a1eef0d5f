package io.ringwall.engine.rules;

import static io.ringwall.engine.rules.Scene.custom;
import static io.ringwall.engine.rules.Scene.judge;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadingTest {
  private static final String ALL_SHAPES =
      """
      rule "in" @severity(HIGH) @attack("T1046, T1595.001") @reference("https://example.org") when
        $f : Flow(edge!.state in (EdgeState.UNSEEN, EdgeState.DENIED), responder.port == 27017)
      then findings.raise($f, "x"); end
      rule "custom" salience -5 when
        $c : CustomEvent(type == "acme.login", text("user") == "root")
      then findings.raise($c, "x"); end
      rule "flag" when $f : Flow(settled, !unproductive) then findings.raise($f, "x"); end
      rule "slow" when $c : CustomEvent(text.matches(text("user"), "r.*t"))
      then findings.raise($c, "x"); end
      rule "asked first" @inline when $p : ProcessEvent(process!.name == "sh")
      then findings.raise($p, "x"); end
      rule "story" when
        $one : CustomEvent(type == "a") and $two : CustomEvent(type == "b", this after[0s, 10s] $one)
      then findings.raise($two, "x"); end
      rule "edge" when Edge() then end
      """;

  @TempDir Path folder;

  private RuleBase.Settings cached() {
    return RuleBase.Settings.DEFAULT.withCache(folder.resolve("cache"));
  }

  private RuleText text(Path made, int precedence, Problems problems) {
    RuleSet set = new ManifestReader(made, problems, ThresholdNumbers.NONE).read().orElseThrow();
    return new RuleText(set, precedence, DrlText.in(made, problems), problems);
  }

  private void comesBackAsItWas(Path made) {
    Problems told = new Problems(made);
    RuleSource source = text(made, 3, told).parsed();
    assertFalse(told.hasErrors(), () -> told.all().toString());
    CacheWriter out = new CacheWriter();
    ParsedWriter.write(source, out);
    Problems again = new Problems(made);
    RuleSource read = ParsedReader.read(text(made, 3, again), new CacheReader(out.written()));
    assertEquals(source.rules(), read.rules());
    assertEquals(told.all(), again.all());
  }

  @Test
  void whatWasReadFromDrlIsTheSameAfterItWasKept() {
    comesBackAsItWas(Scene.ruleSet(folder, "shapes", "", ALL_SHAPES));
  }

  @Test
  void generatedRulesAreTheSameAfterTheyWereKept() {
    for (int seed = 0; seed < 20; seed++) {
      List<String> drl = new ArrayList<>();
      new GeneratedRules(new SplittableRandom(seed)).draw(20).forEach(one -> drl.add(one.drl()));
      comesBackAsItWas(
          Scene.ruleSet(folder, "drawn", GeneratedRules.COUNTS, String.join("\n", drl)));
    }
  }

  @Test
  void warningsAreToldAgainByWhatWasKept() {
    List<Path> made = List.of(Scene.ruleSet(folder, "shapes", "", ALL_SHAPES));
    List<RuleProblem> first = RuleBase.load(made, cached()).problems();
    assertFalse(first.isEmpty());
    assertEquals(first, RuleBase.load(made, cached()).problems());
  }

  @Test
  void rulesThatWereKeptForAnotherFolderJudgeHereWithTheManifestOfHere() throws Exception {
    String drl =
        "rule \"a\" when $c : CustomEvent(type == \"a\") then findings.raise($c, \"x\"); end";
    Path one = Scene.ruleSet(folder.resolve("one"), "test", "", drl);
    RuleBase.load(List.of(one), cached()).requireSound();
    Path other = Scene.ruleSet(folder.resolve("other"), "test", "", drl);
    Path manifest = other.resolve("ruleset.yaml");
    Files.writeString(manifest, Files.readString(manifest).replace("1.0.0", "2.0.0"));
    RuleBase rules = RuleBase.load(List.of(other), cached()).requireSound();
    assertEquals(1, folder.resolve("cache").toFile().list().length);
    assertEquals(other.resolve("rules.drl"), rules.statistics().getFirst().file());
    assertEquals(
        "2.0.0",
        judge(rules, List.of(custom(1, "a", Map.of()))).getFirst().finding().ruleSetVersion());
  }

  @Test
  void aRuleSetWithAnErrorDoesNotKeepTheOthersFromBeingFoundAgain() {
    String drl =
        "rule \"a\" when $c : CustomEvent(type == \"a\") then findings.raise($c, \"x\"); end";
    Path right = Scene.ruleSet(folder, "right", "", drl);
    Path wrong = Scene.ruleSet(folder, "wrong", "", "rule \"b\" when Flow(nonsense == 1) then end");
    RuleBase.load(List.of(right), cached()).requireSound();
    RuleBase rules = RuleBase.load(List.of(wrong, right), cached());
    assertEquals(1, folder.resolve("cache").toFile().list().length);
    assertEquals(List.of("right"), rules.ruleSets().stream().map(RuleSet::name).toList());
    assertEquals(1, rules.problems().stream().filter(RuleProblem::isError).count());
    assertEquals(List.of("a: x"), judge(rules, custom(1, "a", Map.of())));
  }

  @Test
  void manifestsAreReadWithoutTheRules() {
    Path right = Scene.ruleSet(folder, "right", "", "this is no DRL");
    Path nameless = Scene.ruleSet(folder, "UPPER", "", "");
    Map<Path, RuleSet> manifests = RuleBase.manifests(List.of(right, nameless));
    assertEquals(Set.of(right), manifests.keySet());
    assertEquals("right", manifests.get(right).name());
  }
}
