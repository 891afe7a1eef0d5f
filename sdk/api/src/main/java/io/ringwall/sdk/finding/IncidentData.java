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
import org.jspecify.annotations.Nullable;

record IncidentData(
    String id,
    int revision,
    String correlationKey,
    @Nullable String incidentId,
    String ruleId,
    String ruleSet,
    String ruleSetVersion,
    Layer layer,
    String title,
    String message,
    List<String> references,
    List<String> tags,
    Severity severity,
    int confidence,
    List<AttackTechnique> attack,
    @Nullable Workload subject,
    @Nullable Endpoint originator,
    @Nullable Endpoint responder,
    @Nullable ProcessRef process,
    List<String> commands,
    @Nullable FileRef file,
    @Nullable HttpExchange http,
    @Nullable Verdict verdict,
    @Nullable EdgeRef edge,
    @Nullable Instant edgeKnownSince,
    Instant firstSeen,
    Instant lastSeen,
    long count,
    String host,
    String source,
    List<Evidence> evidence,
    Mode mode,
    Effect effect,
    boolean shadow,
    @Nullable Enforcement enforcement,
    @Nullable Explanation explanation,
    @Nullable FindingException exception,
    FindingStatus status,
    @Nullable String statusBy,
    @Nullable Withdrawal withdrawal,
    List<String> findings,
    List<Layer> layers,
    List<Workload> workloads,
    List<String> hosts,
    List<String> attackPath)
    implements Incident {
  @Override
  public FindingKind kind() {
    return FindingKind.INCIDENT;
  }
}
