package io.ringwall.engine.rules;

import static io.ringwall.engine.rules.Scene.problems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintTest {
  private static final String COUNTS =
      "counts: { ports-tried: { distinct: true, window: 60s, reached: { scan: 3 } } }\n";

  @TempDir Path folder;

  private void says(String drl, String... expected) {
    assertEquals(List.of(expected), problems(folder, COUNTS, drl));
  }

  @Test
  void aRightRuleSetHasNoProblems() {
    says(
        """
        rule "x" @severity(HIGH) @attack("T1046, T1595.001") @reference("https://example.org")
          salience -5
        when $f : Flow(settled, unproductive, responder.port == 1, $from : originator)
        then counts.of("ports-tried").key($from.address()).add(1); end
        """);
  }

  @Test
  void aMisspeltFieldGetsASuggestion() {
    says(
        """
        rule "x" when
          Flow(settled,
               orginator.port == 3)
        then end
        """,
        "rules.drl:3:8: error: Flow has no 'orginator'; did you mean 'originator'?");
    says(
        "rule \"x\" when Flow(responder.prt == 3) then end\n",
        "rules.drl:1:30: error: Endpoint has no 'prt'; did you mean 'port'?");
  }

  @Test
  void misspeltTypesConstantsAnnotationsAndCountsGetASuggestion() {
    says(
        """
        rule "a" @severty(HIGH) when Floww(settled, responder.port == 1) then end
        rule "b" @severity(HIHG) when Flow(edge!.state == EdgeState.UNSEN) then end
        rule "c" when $f : Flow(phase == CLOSE) then counts.of("port-tried").key(1).add(1); end
        rule "d" when $f : Flow(responder.port == 1) then findings.rase($f, "x"); end
        rule "e" when $f : Flow(responder.port == 1) then findings.raise($g, "x" + $f.flwId()); end
        rule "f" when $f : Flow(responder.port == 1) then finding.raise($f, "x"); end
        """,
        "rules.drl:1:11: error: there is no annotation @severty; did you mean 'severity'?",
        "rules.drl:1:30: error: there is no event or fact 'Floww'; did you mean 'Flow'?",
        "rules.drl:2:20: error: expected one of INFO, LOW, MEDIUM, HIGH, CRITICAL, found 'HIHG';"
            + " did you mean 'HIGH'?",
        "rules.drl:2:61: error: EdgeState has no constant 'UNSEN'; did you mean 'UNSEEN'?",
        "rules.drl:3:34: error: expected a constant with its type, found 'CLOSE'; write"
            + " FlowPhase.CLOSE",
        "rules.drl:3:56: error: the rule set declares no count 'port-tried'; did you mean"
            + " 'ports-tried'?",
        "rules.drl:4:60: error: Findings has no method 'rase'; did you mean 'raise'?",
        "rules.drl:5:66: error: '$g' is not bound in this rule's conditions; did you mean '$f'?",
        "rules.drl:5:79: error: Flow has no method 'flwId'; did you mean 'flowId'?",
        "rules.drl:6:51: error: there is no 'finding' here; did you mean 'findings'?");
  }

  @Test
  void annotationsStandOnceBeforeAttributesWithOneText() {
    says(
        "rule \"x\" salience 3 @severity(HIGH) when Flow(settled) then end\n",
        "rules.drl:1:21: error: expected 'when', found '@' in rule \"x\": annotations stand before"
            + " attributes");
    says(
        """
        rule "x" @severity(LOW) @severity(HIGH) @attack("T1046", "T1018")
        when Flow(responder.port == 1) then end
        rule "y" @attack("T12") @reference({"a", "b"}) no-loop true
        when Flow(responder.port == 1) then end
        """,
        "rules.drl:1:26: error: @severity stands here twice, and only the first would count",
        "rules.drl:1:49: error: expected one text, such as @attack(\"T1046, T1595.001\")",
        "rules.drl:3:11: error: @attack: an ATT&CK technique is T and four digits, with .nnn for a"
            + " sub-technique, was 'T12'",
        "rules.drl:3:26: error: expected one value of @reference, found a list in braces",
        "rules.drl:3:48: error: expected an annotation or 'salience', found 'no-loop': the engine"
            + " alone decides when and how often a rule is judged");
  }

  @Test
  void syntaxErrorsSayWhatIsMissing() {
    says(
        "rule \"x\"\nwhen Flow(port == 3\nthen end\n",
        "rules.drl:3:1: error: expected ')' for the '(' of line 2, found 'then' in rule \"x\"");
    says(
        "rule \"x\" when Flow(flowId = \"a\") then end\n",
        "rules.drl:1:27: error: expected a comparison, found '=' in rule \"x\"; did you mean"
            + " '=='?");
    says(
        "rul \"x\" when Flow(flowId == \"a\") then end\n",
        "rules.drl:1:1: error: expected one of package, import, function, rule, found 'rul'; did"
            + " you mean 'rule'?");
  }

  @Test
  void whatAHostileTextCouldOverflowIsRefused() {
    says(
        """
        rule "x" when HttpExchange(method == "GET", path matches ".*a") then end
        rule "y" when HttpExchange(method == "GET", text.matches(path, "a(")) then end
        """,
        "rules.drl:1:50: error: expected text.matches(…), found 'matches', whose expressions a"
            + " hostile text can make overflow the stack; write text.matches(field,"
            + " \"expression\")",
        "rules.drl:2:64: error: expected an RE2 expression, found \"a(\": missing closing )");
  }

  @Test
  void whatMayBeAbsentIsAskedSafely() {
    says(
        "rule \"x\" when ProcessEvent(process.name == \"sh\", workload.service == \"a\") then"
            + " end\n",
        "rules.drl:1:58: warning: 'workload' may be absent: write workload!.service, which is how"
            + " it is read: where it is absent, the pattern does not match");
  }

  @Test
  void aPatternWithoutAnEqualityIsSlow() {
    says(
        "rule \"x\" when Flow(responder.port > 3) then end\n",
        "rules.drl:1:15: warning: no equality tells this pattern's events apart, so every Flow is"
            + " tried; a field compared with a constant makes it cheap");
  }

  @Test
  void joinsNeedABoundInTime() {
    says(
        """
        rule "x" when
          $a : CustomEvent(type == "a")
          $b : CustomEvent(type == "b", this after $a)
        then end
        rule "y" when
          $a : CustomEvent(type == "a")
          not CustomEvent(type == "b", text("x") == "y")
        then end
        rule "z" when
          $a : CustomEvent(type == "a")
          $b : CustomEvent(type == "b", this after[0s, 5s] $a)
          not CustomEvent(type == "c", this before[0s, 5s] $b)
        then end
        """,
        "rules.drl:3:3: error: expected a bound in time to the rule's first pattern, such as this"
            + " after[0s, 10m] $first, found none: events do not stay for ever",
        "rules.drl:7:7: error: expected a bound in time to the rule's first pattern, such as this"
            + " after[0s, 10m] $first, found none: events do not stay for ever");
  }

  @Test
  void consequencesSpeakThroughGlobalsOnly() {
    says(
        """
        rule "a" when $f : Flow(responder.port == 1) then delete($f); end
        rule "b" when $f : Flow(responder.port == 1) then modify($f) { } end
        rule "c" when $f : Flow(responder.port == 1) then insert("x"); drools.halt(); end
        """,
        "rules.drl:1:51: error: expected findings, counts or responses, found 'delete': events"
            + " leave by themselves when no rule needs them any more",
        "rules.drl:2:51: error: expected findings, counts or responses, found 'modify': events"
            + " never change",
        "rules.drl:3:51: error: expected findings, counts or responses, found 'insert': only the"
            + " engine inserts facts; to remember something, count it",
        "rules.drl:3:64: error: expected findings, counts or responses, found 'drools': a rule"
            + " speaks through findings, counts and responses only");
  }

  @Test
  void rulesOverEdgesAreSaidToBeNotJudged() {
    says(
        "rule \"x\" when $e : Edge(port == 53) then policy.allow($e, \"dns\"); end\n",
        "rules.drl:1:1: warning: rules over Edge(…) are not judged by this version; this one never"
            + " fires");
  }

  @Test
  void orEvalAndForallHaveABetterForm() {
    says(
        """
        rule "x" when Flow(responder.port == 1) or CustomEvent(type == "a") then end
        rule "y" when $f : Flow(responder.port == 1) eval($f.answered()) then end
        """,
        "rules.drl:1:15: error: expected a pattern, not(…) or exists(…), found 'or' between"
            + " patterns: write two rules",
        "rules.drl:2:46: error: expected a pattern, not(…) or exists(…), found 'eval': write the"
            + " condition inside a pattern");
  }

  @Test
  void whatOnlyTheCompilerFindsNamesThePlaceInTheRule() {
    says(
        """
        rule "x"
        when $f : Flow(responder.port == 1)
        then
          int port = "x";
          findings.raise($f, 5);
        end
        """,
        "rules.drl:4:3: error: this does not compile: Type mismatch: cannot convert from String to"
            + " int",
        "rules.drl:5:12: error: this does not compile: The method raise(Timed, String) in the type"
            + " Findings is not applicable for the arguments (Flow, int)");
    assertTrue(
        problems(
                folder,
                COUNTS,
                "rule \"x\" when\n Flow(responder.port == \"a\" + flowId) then end\n")
            .getFirst()
            .startsWith("rules.drl:"));
  }

  @Test
  void theManifestIsStrict() throws IOException {
    Path made = Scene.ruleSet(folder, "test", "", "rule x when Flow(responder.port == 1) then end");
    Files.writeString(
        made.resolve("ruleset.yaml"),
        """
        name: My Rules
        versoin: 1.0.0
        sdk: 2.0
        layer: netwrok
        mode: alarm
        counts:
          ports:
            distinct: yes
            window: 60
            reached: { scan: none }
          hosts: { window: 1h, reached: 10 }
        """);
    assertEquals(
        List.of(
            "ruleset.yaml:1: error: expected 'version', which every rule set has; found none",
            "ruleset.yaml:1:7: error: expected lower-case words joined by hyphens, such as"
                + " 'my-rules', found 'My Rules'",
            "ruleset.yaml:2:1: error: a rule set has no key 'versoin'; did you mean 'version'?",
            "ruleset.yaml:3:6: error: expected a version of the SDK that this engine offers (1.0),"
                + " found '2.0'",
            "ruleset.yaml:4:8: error: expected one of network, web, process, file, container,"
                + " incident, found 'netwrok'; did you mean 'network'?",
            "ruleset.yaml:5:7: error: expected one of off, learn, alert, prevent, found 'alarm';"
                + " did you mean 'alert'?",
            "ruleset.yaml:8:15: error: expected true or false, found 'yes'",
            "ruleset.yaml:9:13: error: expected a duration such as 500ms, 60s, 10m or 1h, found"
                + " '60'",
            "ruleset.yaml:10:22: error: expected a whole number from 1 to 2147483647, found"
                + " 'none'",
            "ruleset.yaml:11:33: error: expected thresholds of count 'hosts' by their names, such"
                + " as reached: { scan: 10 }"),
        RuleBase.load(List.of(made), RuleBase.Settings.DEFAULT).problems().stream()
            .map(problem -> problem.toString().replace(made + "/", ""))
            .toList());
  }

  @Test
  void configurationOfAThresholdThatIsNotThereIsAnError() {
    Path made =
        Scene.ruleSet(folder, "test", COUNTS, "rule x when Flow(responder.port == 1) then end");
    ThresholdNumbers numbers =
        new ThresholdNumbers(Map.of("test", Map.of("ports-tried", Map.of("scann", 4L))));
    assertEquals(
        List.of(
            "ruleset.yaml: error: configuration sets rulesets.test.counts.ports-tried.scann, but"
                + " the rule set has no such threshold; did you mean 'ports-tried.scan'?"),
        RuleBase.load(List.of(made), new RuleBase.Settings(numbers, null, 10)).problems().stream()
            .map(problem -> problem.toString().replace(made + "/", ""))
            .toList());
  }

  @Test
  void aRuleSetWithAnErrorDoesNotKeepTheOthersOut() {
    Path bad =
        Scene.ruleSet(
            folder, "bad", "", "rule x when $f : Flow(responder.port == 1) then int i = \"\"; end");
    Path worse = Scene.ruleSet(folder, "worse", "", "rule x when Flow(nothing == 1) then end");
    Path good =
        Scene.ruleSet(folder, "good", "", "rule x when $f : Flow(responder.port == 1) then end");
    RuleBase rules = RuleBase.load(List.of(bad, worse, good), RuleBase.Settings.DEFAULT);
    assertEquals(List.of("good"), rules.ruleSets().stream().map(RuleSet::name).toList());
    assertEquals(2, rules.problems().size());
  }
}
