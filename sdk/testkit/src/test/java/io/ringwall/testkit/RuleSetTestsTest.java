package io.ringwall.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.rules.RuleBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleSetTestsTest {
  private static final Path README = Path.of("../../rulesets/README.md");

  @TempDir Path folder;

  private List<String> differences(String events, String findings) throws IOException {
    return differences(
        """
        rule "root logged in" @severity(HIGH)
        when $e : CustomEvent(type == "acme.login", text("user") == "root")
        then findings.raise($e, "root is here").key($e.id()); end
        """,
        events,
        findings);
  }

  private List<String> differences(String drl, String events, String findings) throws IOException {
    Path ruleSet = Files.createDirectories(folder.resolve("acme"));
    Path one = Files.createDirectories(ruleSet.resolve("tests/one"));
    Files.writeString(
        ruleSet.resolve("ruleset.yaml"), "name: acme\nversion: 1.0.0\nsdk: 1.0\nlayer: process\n");
    Files.writeString(ruleSet.resolve("acme.drl"), drl);
    Files.writeString(one.resolve("events.jsonl"), events);
    Files.writeString(one.resolve("findings.yaml"), findings);
    List<RuleSetCase> cases = RuleSetTests.in(List.of(ruleSet));
    assertEquals(List.of("one"), cases.stream().map(RuleSetCase::name).toList());
    return cases.getFirst().run();
  }

  private static String login(int number, String user) {
    return """
    {"event":"CustomEvent","id":"h/s/e/%1$d","time":"2026-01-01T10:00:0%1$dZ","host":"h",\
    "source":"s","epoch":"e","sequence":%1$d,"type":"acme.login","attributes":{"user":"%2$s"}}
    """
        .formatted(number, user);
  }

  @Test
  void aCaseThatFindsWhatIsExpectedPasses() throws IOException {
    assertEquals(
        List.of(),
        differences(
            login(1, "root") + login(2, "alice"),
            "- rule: root logged in\n  severity: HIGH\n  count: 1\n  message: root is here\n"));
    assertEquals(List.of(), differences(login(2, "alice"), "[]"));
  }

  @Test
  void differencesAreSentences() throws IOException {
    assertEquals(
        List.of(
            "rule 'root logged in': expected severity 'LOW', found 'HIGH'",
            "expected a finding of rule 'other' with count '2', found none",
            "expected no finding of rule 'root logged in', found: root is here"),
        differences(
            login(1, "root") + login(2, "root"),
            "- rule: root logged in\n  severity: LOW\n- rule: other\n  count: 2\n"));
  }

  @Test
  void whatIsWrongWithACaseIsASentenceToo() throws IOException {
    Path one = folder.resolve("acme/tests/one");
    assertEquals(
        List.of(
            one.resolve("findings.yaml")
                + ": a finding has no 'severty'; did you mean 'severity'?"),
        differences(login(1, "root"), "- rule: x\n  severty: LOW\n"));
    assertTrue(
        differences("{\"event\":\"Flow\"}\n", "[]")
            .getFirst()
            .startsWith(one.resolve("events.jsonl") + ":1: "));
  }

  @Test
  void aRuleThatFailsFailsItsCase() throws IOException {
    List<String> differences =
        differences(
            """
            rule "broken" when $e : CustomEvent(type == "acme.login")
            then Integer.parseInt($e.text("user")); end
            """,
            login(1, "root"),
            "[]");
    assertEquals(
        List.of(
            "rule 'acme/broken' (acme.drl:1) failed on h/s/e/1: NumberFormatException: For input"
                + " string: \"root\""),
        differences);
  }

  @Test
  void aRuleSetWithErrorsHasNoCasesToRun() {
    RingwallException refused =
        assertThrows(
            RingwallException.class, () -> differences("rule x when Floww() then end", "", "[]"));
    assertTrue(refused.sentence().contains("did you mean 'Flow'?"), refused.sentence());
  }

  @Test
  void theRuleSetOfTheGuideIsRight() throws IOException {
    String guide = Files.readString(README);
    Path acme = Files.createDirectories(folder.resolve("acme"));
    Files.writeString(acme.resolve("ruleset.yaml"), block(guide, "yaml"));
    Files.writeString(acme.resolve("acme.drl"), block(guide, "java"));
    assertEquals(List.of(), RuleBase.load(List.of(acme), RuleBase.Settings.DEFAULT).problems());
  }

  private static String block(String guide, String language) {
    int start = guide.indexOf("```" + language + "\n") + language.length() + 4;
    return guide.substring(start, guide.indexOf("```", start));
  }
}
