package io.ringwall.sdk.finding;

import io.ringwall.sdk.event.EdgeRef;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.FileRef;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.ProcessRef;
import io.ringwall.sdk.event.Verdict;
import io.ringwall.sdk.event.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Finding}; not thread-safe. Setters are named after the accessors they fill. */
public final class FindingBuilder {
  private @Nullable String id;
  private int revision = 1;
  private @Nullable String correlationKey;
  private @Nullable String incidentId;
  private @Nullable String ruleId;
  private @Nullable String ruleSet;
  private @Nullable String ruleSetVersion;
  private @Nullable Layer layer;
  private @Nullable String title;
  private @Nullable String message;
  private List<String> references = List.of();
  private List<String> tags = List.of();
  private @Nullable Severity severity;
  private int confidence = 100;
  private List<AttackTechnique> attack = List.of();
  private @Nullable Workload subject;
  private @Nullable Endpoint originator;
  private @Nullable Endpoint responder;
  private @Nullable ProcessRef process;
  private List<String> commands = List.of();
  private @Nullable FileRef file;
  private @Nullable HttpExchange http;
  private @Nullable Verdict verdict;
  private @Nullable EdgeRef edge;
  private @Nullable Instant edgeKnownSince;
  private @Nullable Instant firstSeen;
  private @Nullable Instant lastSeen;
  private long count = 1;
  private String host = "";
  private String source = "";
  private List<Evidence> evidence = List.of();
  private Mode mode = Mode.ALERT;
  private Effect effect = Effect.ALERT;
  private boolean shadow = false;
  private @Nullable Enforcement enforcement;
  private @Nullable Explanation explanation;
  private @Nullable FindingException exception;
  private FindingStatus status = FindingStatus.NEW;
  private @Nullable String statusBy;
  private @Nullable Withdrawal withdrawal;

  FindingBuilder() {}

  /** Sets {@link Finding#id()}. */
  public FindingBuilder id(String id) {
    this.id = id;
    return this;
  }

  /** Sets {@link Finding#revision()}. */
  public FindingBuilder revision(int revision) {
    this.revision = revision;
    return this;
  }

  /** Sets {@link Finding#correlationKey()}. */
  public FindingBuilder correlationKey(String correlationKey) {
    this.correlationKey = correlationKey;
    return this;
  }

  /** Sets {@link Finding#incidentId()}. */
  public FindingBuilder incidentId(@Nullable String incidentId) {
    this.incidentId = incidentId;
    return this;
  }

  /** Sets {@link Finding#ruleId()}. */
  public FindingBuilder ruleId(String ruleId) {
    this.ruleId = ruleId;
    return this;
  }

  /** Sets {@link Finding#ruleSet()}. */
  public FindingBuilder ruleSet(String ruleSet) {
    this.ruleSet = ruleSet;
    return this;
  }

  /** Sets {@link Finding#ruleSetVersion()}. */
  public FindingBuilder ruleSetVersion(String ruleSetVersion) {
    this.ruleSetVersion = ruleSetVersion;
    return this;
  }

  /** Sets {@link Finding#layer()}. */
  public FindingBuilder layer(Layer layer) {
    this.layer = layer;
    return this;
  }

  /** Sets {@link Finding#title()}. */
  public FindingBuilder title(String title) {
    this.title = title;
    return this;
  }

  /** Sets {@link Finding#message()}. */
  public FindingBuilder message(String message) {
    this.message = message;
    return this;
  }

  /** Sets {@link Finding#references()}. */
  public FindingBuilder references(List<String> references) {
    this.references = List.copyOf(references);
    return this;
  }

  /** Sets {@link Finding#tags()}. */
  public FindingBuilder tags(List<String> tags) {
    this.tags = List.copyOf(tags);
    return this;
  }

  /** Sets {@link Finding#severity()}. */
  public FindingBuilder severity(Severity severity) {
    this.severity = severity;
    return this;
  }

  /** Sets {@link Finding#confidence()}. */
  public FindingBuilder confidence(int confidence) {
    this.confidence = confidence;
    return this;
  }

  /** Sets {@link Finding#attack()}. */
  public FindingBuilder attack(List<AttackTechnique> attack) {
    this.attack = List.copyOf(attack);
    return this;
  }

  /** Sets {@link Finding#subject()}. */
  public FindingBuilder subject(@Nullable Workload subject) {
    this.subject = subject;
    return this;
  }

  /** Sets {@link Finding#originator()}. */
  public FindingBuilder originator(@Nullable Endpoint originator) {
    this.originator = originator;
    return this;
  }

  /** Sets {@link Finding#responder()}. */
  public FindingBuilder responder(@Nullable Endpoint responder) {
    this.responder = responder;
    return this;
  }

  /** Sets {@link Finding#process()}. */
  public FindingBuilder process(@Nullable ProcessRef process) {
    this.process = process;
    return this;
  }

  /** Sets {@link Finding#commands()}. */
  public FindingBuilder commands(List<String> commands) {
    this.commands = List.copyOf(commands);
    return this;
  }

  /** Sets {@link Finding#file()}. */
  public FindingBuilder file(@Nullable FileRef file) {
    this.file = file;
    return this;
  }

  /** Sets {@link Finding#http()}. */
  public FindingBuilder http(@Nullable HttpExchange http) {
    this.http = http;
    return this;
  }

  /** Sets {@link Finding#verdict()}. */
  public FindingBuilder verdict(@Nullable Verdict verdict) {
    this.verdict = verdict;
    return this;
  }

  /** Sets {@link Finding#edge()}. */
  public FindingBuilder edge(@Nullable EdgeRef edge) {
    this.edge = edge;
    return this;
  }

  /** Sets {@link Finding#edgeKnownSince()}. */
  public FindingBuilder edgeKnownSince(@Nullable Instant edgeKnownSince) {
    this.edgeKnownSince = edgeKnownSince;
    return this;
  }

  /** Sets {@link Finding#firstSeen()}. */
  public FindingBuilder firstSeen(Instant firstSeen) {
    this.firstSeen = firstSeen;
    return this;
  }

  /** Sets {@link Finding#lastSeen()}. */
  public FindingBuilder lastSeen(Instant lastSeen) {
    this.lastSeen = lastSeen;
    return this;
  }

  /** Sets {@link Finding#count()}. */
  public FindingBuilder count(long count) {
    this.count = count;
    return this;
  }

  /** Sets {@link Finding#host()}. */
  public FindingBuilder host(String host) {
    this.host = host;
    return this;
  }

  /** Sets {@link Finding#source()}. */
  public FindingBuilder source(String source) {
    this.source = source;
    return this;
  }

  /** Sets {@link Finding#evidence()}. */
  public FindingBuilder evidence(List<Evidence> evidence) {
    this.evidence = List.copyOf(evidence);
    return this;
  }

  /** Sets {@link Finding#mode()}. */
  public FindingBuilder mode(Mode mode) {
    this.mode = mode;
    return this;
  }

  /** Sets {@link Finding#effect()}. */
  public FindingBuilder effect(Effect effect) {
    this.effect = effect;
    return this;
  }

  /** Sets {@link Finding#shadow()}. */
  public FindingBuilder shadow(boolean shadow) {
    this.shadow = shadow;
    return this;
  }

  /** Sets {@link Finding#enforcement()}. */
  public FindingBuilder enforcement(@Nullable Enforcement enforcement) {
    this.enforcement = enforcement;
    return this;
  }

  /** Sets {@link Finding#explanation()}. */
  public FindingBuilder explanation(@Nullable Explanation explanation) {
    this.explanation = explanation;
    return this;
  }

  /** Sets {@link Finding#exception()}. */
  public FindingBuilder exception(@Nullable FindingException exception) {
    this.exception = exception;
    return this;
  }

  /** Sets {@link Finding#status()}. */
  public FindingBuilder status(FindingStatus status) {
    this.status = status;
    return this;
  }

  /** Sets {@link Finding#statusBy()}. */
  public FindingBuilder statusBy(@Nullable String statusBy) {
    this.statusBy = statusBy;
    return this;
  }

  /** Sets {@link Finding#withdrawal()}. */
  public FindingBuilder withdrawal(@Nullable Withdrawal withdrawal) {
    this.withdrawal = withdrawal;
    return this;
  }

  /**
   * Makes the Finding.
   *
   * @throws NullPointerException when a required part is missing; the message names it
   */
  public Finding build() {
    return new FindingData(
        Objects.requireNonNull(id, "id"),
        revision,
        Objects.requireNonNull(correlationKey, "correlationKey"),
        incidentId,
        Objects.requireNonNull(ruleId, "ruleId"),
        Objects.requireNonNull(ruleSet, "ruleSet"),
        Objects.requireNonNull(ruleSetVersion, "ruleSetVersion"),
        Objects.requireNonNull(layer, "layer"),
        Objects.requireNonNull(title, "title"),
        Objects.requireNonNull(message, "message"),
        references,
        tags,
        Objects.requireNonNull(severity, "severity"),
        confidence,
        attack,
        subject,
        originator,
        responder,
        process,
        commands,
        file,
        http,
        verdict,
        edge,
        edgeKnownSince,
        Objects.requireNonNull(firstSeen, "firstSeen"),
        Objects.requireNonNull(lastSeen, "lastSeen"),
        count,
        host,
        source,
        evidence,
        mode,
        effect,
        shadow,
        enforcement,
        explanation,
        exception,
        status,
        statusBy,
        withdrawal);
  }
}
