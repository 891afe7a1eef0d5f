package io.ringwall.testkit;

import io.ringwall.engine.archive.EventJson;
import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.findings.FindingLimits;
import io.ringwall.engine.findings.Findings;
import io.ringwall.engine.findings.Knowledge;
import io.ringwall.engine.findings.Raised;
import io.ringwall.engine.rules.Correlation;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.engine.rules.RuleStatistics;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.FindingStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * One case of a rule set: a folder with {@code events.jsonl} and {@code findings.yaml}. The events
 * are judged as the engine does, in the order of the file, with time passing between and behind
 * them.
 */
public final class RuleSetCase {
  static final String EVENTS = "events.jsonl";

  private static final long TOKEN_MILLIS = 100;
  private static final Duration BEYOND = Duration.ofMinutes(2);

  private final Path folder;
  private final String ruleSet;
  private final Function<List<String>, RuleBase> rules;

  /**
   * A case.
   *
   * @param ruleSet the tested rule set's name
   * @param rules gives the rules, the rule sets of these names among them
   */
  RuleSetCase(Path folder, String ruleSet, Function<List<String>, RuleBase> rules) {
    this.folder = folder;
    this.ruleSet = ruleSet;
    this.rules = rules;
  }

  /** Name of the tested rule set. */
  public String ruleSet() {
    return ruleSet;
  }

  /** Name of the case: its folder's. */
  public String name() {
    return String.valueOf(folder.getFileName());
  }

  /** Its folder. */
  public Path folder() {
    return folder;
  }

  /**
   * Runs it.
   *
   * @return how findings differ from what was expected, a sentence each; empty when it passed. An
   *     error in the case's own files is such a sentence, too
   */
  public List<String> run() {
    try {
      Expectations expected = Expectations.read(folder);
      List<Event> events = new EventJson().readAll(folder.resolve(EVENTS));
      RuleBase base = rules.apply(expected.with());
      List<String> differences = compare(expected.findings(), judge(base, events));
      for (RuleStatistics rule : base.statistics()) {
        if (rule.failure() != null && rule.rule().startsWith(ruleSet + "/")) {
          differences.add(rule.failure());
        }
      }
      return differences;
    } catch (RingwallException e) {
      return List.of(e.sentence());
    }
  }

  private List<Finding> judge(RuleBase base, List<Event> events) {
    Findings findings =
        new Findings(Knowledge.NONE, FindingLimits.DEFAULT, (finding, counted) -> {});
    try (Correlation correlation = base.correlation()) {
      Instant token = Instant.MIN;
      for (Event event : events) {
        Instant passed = before(event.time());
        if (passed.isAfter(token)) {
          token = passed;
          pass(correlation, findings, token);
        }
        List<Raised> raised = correlation.accept(event, base.judge(event));
        findings.observe(event);
        findings.accept(raised);
      }
      for (int i = 0; i < 3 && !events.isEmpty(); i++) {
        token = token.plus(base.longestWindow()).plus(BEYOND);
        pass(correlation, findings, token);
      }
    }
    findings.finish();
    return findings.last().stream()
        .filter(finding -> finding.ruleSet().equals(ruleSet))
        .filter(finding -> finding.status() != FindingStatus.SUPPRESSED)
        .toList();
  }

  private static void pass(Correlation correlation, Findings findings, Instant token) {
    findings.accept(correlation.advance(token));
    findings.advance(token);
  }

  /** The last token that passes before an event of this time. */
  private static Instant before(Instant time) {
    long millis = time.minusNanos(1).toEpochMilli();
    return Instant.ofEpochMilli(millis - Math.floorMod(millis, TOKEN_MILLIS));
  }

  private static List<String> compare(List<ExpectedFinding> expected, List<Finding> found) {
    List<Finding> open = new ArrayList<>(found);
    List<String> differences = new ArrayList<>();
    for (ExpectedFinding wanted : expected) {
      Finding nearest =
          open.stream()
              .filter(finding -> finding.title().equals(wanted.rule()))
              .min(Comparator.comparingInt(finding -> wanted.differences(finding).size()))
              .orElse(null);
      if (nearest == null) {
        differences.add("expected a finding of " + wanted + ", found none");
      } else {
        open.remove(nearest);
        differences.addAll(wanted.differences(nearest));
      }
    }
    for (Finding finding : open) {
      differences.add(
          "expected no finding of rule '" + finding.title() + "', found: " + finding.message());
    }
    return differences;
  }
}
