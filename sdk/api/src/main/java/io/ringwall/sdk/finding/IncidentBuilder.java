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

/** Builds a {@link Incident}; not thread-safe. Setters are named after the accessors they fill. */
public final class IncidentBuilder {
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
  private List<String> findings = List.of();
  private List<Layer> layers = List.of();
  private List<Workload> workloads = List.of();
  private List<String> hosts = List.of();
  private List<String> attackPath = List.of();

  IncidentBuilder() {}

  /** Sets {@link Incident#id()}. */
  public IncidentBuilder id(String id) {
    this.id = id;
    return this;
  }

  /** Sets {@link Incident#revision()}. */
  public IncidentBuilder revision(int revision) {
    this.revision = revision;
    return this;
  }

  /** Sets {@link Incident#correlationKey()}. */
  public IncidentBuilder correlationKey(String correlationKey) {
    this.correlationKey = correlationKey;
    return this;
  }

  /** Sets {@link Incident#incidentId()}. */
  public IncidentBuilder incidentId(@Nullable String incidentId) {
    this.incidentId = incidentId;
    return this;
  }

  /** Sets {@link Incident#ruleId()}. */
  public IncidentBuilder ruleId(String ruleId) {
    this.ruleId = ruleId;
    return this;
  }

  /** Sets {@link Incident#ruleSet()}. */
  public IncidentBuilder ruleSet(String ruleSet) {
    this.ruleSet = ruleSet;
    return this;
  }

  /** Sets {@link Incident#ruleSetVersion()}. */
  public IncidentBuilder ruleSetVersion(String ruleSetVersion) {
    this.ruleSetVersion = ruleSetVersion;
    return this;
  }

  /** Sets {@link Incident#layer()}. */
  public IncidentBuilder layer(Layer layer) {
    this.layer = layer;
    return this;
  }

  /** Sets {@link Incident#title()}. */
  public IncidentBuilder title(String title) {
    this.title = title;
    return this;
  }

  /** Sets {@link Incident#message()}. */
  public IncidentBuilder message(String message) {
    this.message = message;
    return this;
  }

  /** Sets {@link Incident#references()}. */
  public IncidentBuilder references(List<String> references) {
    this.references = List.copyOf(references);
    return this;
  }

  /** Sets {@link Incident#tags()}. */
  public IncidentBuilder tags(List<String> tags) {
    this.tags = List.copyOf(tags);
    return this;
  }

  /** Sets {@link Incident#severity()}. */
  public IncidentBuilder severity(Severity severity) {
    this.severity = severity;
    return this;
  }

  /** Sets {@link Incident#confidence()}. */
  public IncidentBuilder confidence(int confidence) {
    this.confidence = confidence;
    return this;
  }

  /** Sets {@link Incident#attack()}. */
  public IncidentBuilder attack(List<AttackTechnique> attack) {
    this.attack = List.copyOf(attack);
    return this;
  }

  /** Sets {@link Incident#subject()}. */
  public IncidentBuilder subject(@Nullable Workload subject) {
    this.subject = subject;
    return this;
  }

  /** Sets {@link Incident#originator()}. */
  public IncidentBuilder originator(@Nullable Endpoint originator) {
    this.originator = originator;
    return this;
  }

  /** Sets {@link Incident#responder()}. */
  public IncidentBuilder responder(@Nullable Endpoint responder) {
    this.responder = responder;
    return this;
  }

  /** Sets {@link Incident#process()}. */
  public IncidentBuilder process(@Nullable ProcessRef process) {
    this.process = process;
    return this;
  }

  /** Sets {@link Incident#commands()}. */
  public IncidentBuilder commands(List<String> commands) {
    this.commands = List.copyOf(commands);
    return this;
  }

  /** Sets {@link Incident#file()}. */
  public IncidentBuilder file(@Nullable FileRef file) {
    this.file = file;
    return this;
  }

  /** Sets {@link Incident#http()}. */
  public IncidentBuilder http(@Nullable HttpExchange http) {
    this.http = http;
    return this;
  }

  /** Sets {@link Incident#verdict()}. */
  public IncidentBuilder verdict(@Nullable Verdict verdict) {
    this.verdict = verdict;
    return this;
  }

  /** Sets {@link Incident#edge()}. */
  public IncidentBuilder edge(@Nullable EdgeRef edge) {
    this.edge = edge;
    return this;
  }

  /** Sets {@link Incident#edgeKnownSince()}. */
  public IncidentBuilder edgeKnownSince(@Nullable Instant edgeKnownSince) {
    this.edgeKnownSince = edgeKnownSince;
    return this;
  }

  /** Sets {@link Incident#firstSeen()}. */
  public IncidentBuilder firstSeen(Instant firstSeen) {
    this.firstSeen = firstSeen;
    return this;
  }

  /** Sets {@link Incident#lastSeen()}. */
  public IncidentBuilder lastSeen(Instant lastSeen) {
    this.lastSeen = lastSeen;
    return this;
  }

  /** Sets {@link Incident#count()}. */
  public IncidentBuilder count(long count) {
    this.count = count;
    return this;
  }

  /** Sets {@link Incident#host()}. */
  public IncidentBuilder host(String host) {
    this.host = host;
    return this;
  }

  /** Sets {@link Incident#source()}. */
  public IncidentBuilder source(String source) {
    this.source = source;
    return this;
  }

  /** Sets {@link Incident#evidence()}. */
  public IncidentBuilder evidence(List<Evidence> evidence) {
    this.evidence = List.copyOf(evidence);
    return this;
  }

  /** Sets {@link Incident#mode()}. */
  public IncidentBuilder mode(Mode mode) {
    this.mode = mode;
    return this;
  }

  /** Sets {@link Incident#effect()}. */
  public IncidentBuilder effect(Effect effect) {
    this.effect = effect;
    return this;
  }

  /** Sets {@link Incident#shadow()}. */
  public IncidentBuilder shadow(boolean shadow) {
    this.shadow = shadow;
    return this;
  }

  /** Sets {@link Incident#enforcement()}. */
  public IncidentBuilder enforcement(@Nullable Enforcement enforcement) {
    this.enforcement = enforcement;
    return this;
  }

  /** Sets {@link Incident#explanation()}. */
  public IncidentBuilder explanation(@Nullable Explanation explanation) {
    this.explanation = explanation;
    return this;
  }

  /** Sets {@link Incident#exception()}. */
  public IncidentBuilder exception(@Nullable FindingException exception) {
    this.exception = exception;
    return this;
  }

  /** Sets {@link Incident#status()}. */
  public IncidentBuilder status(FindingStatus status) {
    this.status = status;
    return this;
  }

  /** Sets {@link Incident#statusBy()}. */
  public IncidentBuilder statusBy(@Nullable String statusBy) {
    this.statusBy = statusBy;
    return this;
  }

  /** Sets {@link Incident#withdrawal()}. */
  public IncidentBuilder withdrawal(@Nullable Withdrawal withdrawal) {
    this.withdrawal = withdrawal;
    return this;
  }

  /** Sets {@link Incident#findings()}. */
  public IncidentBuilder findings(List<String> findings) {
    this.findings = List.copyOf(findings);
    return this;
  }

  /** Sets {@link Incident#layers()}. */
  public IncidentBuilder layers(List<Layer> layers) {
    this.layers = List.copyOf(layers);
    return this;
  }

  /** Sets {@link Incident#workloads()}. */
  public IncidentBuilder workloads(List<Workload> workloads) {
    this.workloads = List.copyOf(workloads);
    return this;
  }

  /** Sets {@link Incident#hosts()}. */
  public IncidentBuilder hosts(List<String> hosts) {
    this.hosts = List.copyOf(hosts);
    return this;
  }

  /** Sets {@link Incident#attackPath()}. */
  public IncidentBuilder attackPath(List<String> attackPath) {
    this.attackPath = List.copyOf(attackPath);
    return this;
  }

  /**
   * Makes the Incident.
   *
   * @throws NullPointerException when a required part is missing; the message names it
   */
  public Incident build() {
    return new IncidentData(
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
        withdrawal,
        findings,
        layers,
        workloads,
        hosts,
        attackPath);
  }
}
