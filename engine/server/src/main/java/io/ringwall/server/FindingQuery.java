package io.ringwall.server;

import io.ringwall.engine.model.Glob;
import io.ringwall.engine.route.ListedFinding;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.FindingStatus;
import io.ringwall.sdk.finding.Incident;
import io.ringwall.sdk.finding.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which findings somebody wants: values of one parameter are alternatives, parameters all hold.
 *
 * @param severity this grave or graver
 * @param states where they stand
 * @param rules patterns over the rule's id and its name
 * @param namespaces patterns over the namespaces of the workloads concerned
 * @param containers their names (patterns), or how their ids begin
 * @param edges patterns over edges as people read them
 * @param since of the last event, or null
 */
record FindingQuery(
    Severity severity,
    Set<FindingStatus> states,
    List<Glob> rules,
    List<Glob> namespaces,
    List<String> containers,
    List<Glob> edges,
    @Nullable Instant since)
    implements Predicate<ListedFinding> {
  static final List<String> PARAMETERS =
      List.of("severity", "state", "rule", "namespace", "container", "edge", "since");

  private static final Set<FindingStatus> OPEN =
      EnumSet.of(FindingStatus.NEW, FindingStatus.ACKNOWLEDGED);

  /** How a state is called by those who ask. */
  enum State {
    OPEN,
    NEW,
    ACKNOWLEDGED,
    CLEARED,
    SUPPRESSED,
    WITHDRAWN,
    ALL;

    private Set<FindingStatus> statuses() {
      return switch (this) {
        case OPEN -> FindingQuery.OPEN;
        case NEW -> EnumSet.of(FindingStatus.NEW);
        case ACKNOWLEDGED -> EnumSet.of(FindingStatus.ACKNOWLEDGED);
        case CLEARED -> EnumSet.of(FindingStatus.RESOLVED);
        case SUPPRESSED -> EnumSet.of(FindingStatus.SUPPRESSED);
        case WITHDRAWN -> EnumSet.of(FindingStatus.WITHDRAWN);
        case ALL -> EnumSet.allOf(FindingStatus.class);
      };
    }
  }

  /** Where parameters come from: a request's query, or a body. */
  interface Source {
    /** All values of a parameter. */
    List<String> all(String parameter);
  }

  /** What a request asks for; by default what is open. */
  static FindingQuery of(Source asked) {
    Severity severity = Severity.INFO;
    for (String value : asked.all("severity")) {
      severity = Parameters.constant(Severity.class, "severity", value);
    }
    Set<FindingStatus> states = EnumSet.noneOf(FindingStatus.class);
    Parameters.constants(State.class, "state", asked.all("state"))
        .forEach(state -> states.addAll(state.statuses()));
    Instant since = null;
    for (String value : asked.all("since")) {
      since = Parameters.instant("since", value);
    }
    return new FindingQuery(
        severity,
        states.isEmpty() ? OPEN : states,
        Parameters.globs(asked.all("rule")),
        Parameters.globs(asked.all("namespace")),
        asked.all("container"),
        Parameters.globs(asked.all("edge").stream().map(edge -> edge.replace("->", "→")).toList()),
        since);
  }

  @Override
  public boolean test(ListedFinding listed) {
    Finding finding = listed.finding();
    return finding.severity().compareTo(severity) >= 0
        && states.contains(listed.status())
        && (since == null || !finding.lastSeen().isBefore(since))
        && isOfRule(finding)
        && isOnEdge(finding)
        && concerns(finding);
  }

  private boolean isOfRule(Finding finding) {
    return Parameters.matches(rules, finding.ruleId())
        || Parameters.matches(rules, finding.title());
  }

  private boolean isOnEdge(Finding finding) {
    return edges.isEmpty()
        || finding.edge() != null && Parameters.matches(edges, finding.edge().key().toString());
  }

  private boolean concerns(Finding finding) {
    if (namespaces.isEmpty() && containers.isEmpty()) {
      return true;
    }
    List<Workload> concerned = workloads(finding);
    return (namespaces.isEmpty()
            || concerned.stream().anyMatch(one -> Parameters.matches(namespaces, one.namespace())))
        && (containers.isEmpty()
            || concerned.stream().anyMatch(one -> Containers.named(containers, one)));
  }

  private static List<Workload> workloads(Finding finding) {
    List<Workload> all = new ArrayList<>();
    if (finding.subject() instanceof Workload subject) {
      all.add(subject);
    }
    if (finding.originator() != null && finding.originator().workload() instanceof Workload one) {
      all.add(one);
    }
    if (finding.responder() != null && finding.responder().workload() instanceof Workload one) {
      all.add(one);
    }
    if (finding instanceof Incident incident) {
      all.addAll(incident.workloads());
    }
    return all;
  }
}
