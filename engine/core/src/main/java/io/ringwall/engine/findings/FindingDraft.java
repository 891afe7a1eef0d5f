package io.ringwall.engine.findings;

import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Timed;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.finding.Explanation;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.Incident;
import io.ringwall.sdk.finding.Severity;
import io.ringwall.sdk.rules.Draft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finding while its rule's consequence runs: what {@code findings.raise} and {@code
 * findings.incident} return. {@link #finish} makes it a {@link Raised}. Used by one thread.
 */
public final class FindingDraft implements Draft {
  private static final int SUPPORT_MAX = 64;

  private final RuleHeader rule;
  private final String message;
  private final Timed on;
  private final List<Timed> support;
  private final boolean incident;
  private final About about;
  private Severity severity;
  private int confidence = 100;
  private @Nullable String key;
  private @Nullable Workload subject;
  private boolean subjectGiven;
  private @Nullable String expected;
  private List<String> tags = List.of();

  private FindingDraft(RuleHeader rule, String message, List<Timed> support, boolean incident) {
    this.rule = rule;
    this.message = message;
    this.support = new ArrayList<>(support);
    this.on = support.getFirst();
    this.incident = incident;
    this.about = About.of(on);
    this.subject = incident ? firstSubject(support) : about.subject();
    this.severity = rule.severity();
  }

  /** A finding of this rule on this event or finding. */
  public static FindingDraft finding(RuleHeader rule, Timed on, String message) {
    return new FindingDraft(rule, message, List.of(on), false);
  }

  /**
   * An incident of this rule over events and findings, in the order of the story.
   *
   * @throws IllegalArgumentException without any support
   */
  public static FindingDraft incident(RuleHeader rule, String message, List<Timed> support) {
    if (support.isEmpty()) {
      throw new IllegalArgumentException(
          "rule '" + rule.ruleId() + "' raised an incident without support");
    }
    return new FindingDraft(rule, message, support, true);
  }

  private static @Nullable Workload firstSubject(List<Timed> support) {
    for (Timed part : support) {
      if (About.of(part).subject() instanceof Workload workload) {
        return workload;
      }
    }
    return null;
  }

  @Override
  public FindingDraft severity(Severity severity) {
    this.severity = severity;
    return this;
  }

  @Override
  public FindingDraft confidence(int percent) {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("confidence must be 0 to 100, was " + percent);
    }
    this.confidence = percent;
    return this;
  }

  @Override
  public FindingDraft key(Object... parts) {
    this.key = Keys.given(rule, parts);
    return this;
  }

  @Override
  public FindingDraft subject(@Nullable Workload workload) {
    this.subject = workload;
    this.subjectGiven = true;
    return this;
  }

  @Override
  public FindingDraft evidence(Timed... events) {
    Arrays.stream(events).limit(Math.max(0, SUPPORT_MAX - support.size())).forEach(support::add);
    return this;
  }

  @Override
  public FindingDraft expected(String sentence) {
    this.expected = sentence;
    return this;
  }

  @Override
  public FindingDraft tags(String... tags) {
    this.tags = List.of(tags);
    return this;
  }

  /**
   * The same, said of this event: the one it was said of as the route knows it, with what was done
   * to it. What the rule said stays; what findings take from their event is taken from this one.
   */
  public FindingDraft restingOn(Event event) {
    List<Timed> now = support.stream().map(part -> part.equals(on) ? event : part).toList();
    var draft = new FindingDraft(rule, message, now, incident);
    draft.severity = severity;
    draft.confidence = confidence;
    draft.key = key;
    draft.expected = expected;
    draft.tags = tags;
    if (subjectGiven) {
      draft.subject(subject);
    }
    return draft;
  }

  /** The finding as raised; called once, when the consequence has ended. */
  public Raised finish() {
    Finding finding = incident ? incident() : finding();
    return new Raised(finding, on, support, rule, key != null);
  }

  private Finding finding() {
    String correlationKey = key == null ? Keys.of(rule, on) : key;
    return Finding.builder()
        .id(FindingId.of(rule.ruleId(), correlationKey, on.id()))
        .correlationKey(correlationKey)
        .ruleId(rule.ruleId())
        .ruleSet(rule.ruleSet())
        .ruleSetVersion(rule.version())
        .layer(rule.layer())
        .title(rule.name())
        .message(message)
        .references(rule.references())
        .tags(tags)
        .severity(severity)
        .confidence(confidence)
        .attack(rule.attack())
        .subject(subject)
        .originator(about.originator())
        .responder(about.responder())
        .process(about.process())
        .file(about.file())
        .http(about.http())
        .verdict(about.verdict())
        .edge(about.edge())
        .firstSeen(on.time())
        .lastSeen(on.time())
        .host(about.host())
        .source(about.source())
        .mode(rule.mode())
        .explanation(explanation())
        .build();
  }

  private Finding incident() {
    String correlationKey = key == null ? Keys.incident(rule, subject, on) : key;
    Timed last = support.getLast();
    return Incident.builder()
        .id(FindingId.of(rule.ruleId(), correlationKey, on.id()))
        .correlationKey(correlationKey)
        .ruleId(rule.ruleId())
        .ruleSet(rule.ruleSet())
        .ruleSetVersion(rule.version())
        .layer(rule.layer())
        .title(rule.name())
        .message(message)
        .references(rule.references())
        .tags(tags)
        .severity(severity)
        .confidence(confidence)
        .attack(rule.attack())
        .subject(subject)
        .firstSeen(on.time())
        .lastSeen(last.time().isBefore(on.time()) ? on.time() : last.time())
        .host(about.host())
        .source(about.source())
        .mode(rule.mode())
        .explanation(explanation())
        .build();
  }

  private @Nullable Explanation explanation() {
    return expected == null ? null : new Explanation(List.of(), expected, null);
  }

  /** The workload that a finding on this would be about. */
  public static @Nullable Workload subjectOf(Timed on) {
    return About.of(on).subject();
  }
}
