package io.ringwall.engine.findings;

import io.ringwall.sdk.event.Count;
import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.finding.AttackTechnique;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which scans are going on, and which edge findings are a part of them. */
final class Scans {
  /** Network service discovery, remote system discovery, active scanning (MITRE ATT&amp;CK). */
  private static final Set<String> TECHNIQUES = Set.of("T1046", "T1018", "T1595");

  private static final int PER_ORIGIN = 256;
  private static final int TARGETS_MAX = 4_096;

  private static final class Scan {
    final Aggregate finding;
    final Set<IpAddress> targets = new HashSet<>();
    final Set<WorkloadClass> classes = new HashSet<>();
    Duration window = Duration.ZERO;
    boolean ofOneTarget;

    Scan(Aggregate finding) {
      this.finding = finding;
    }
  }

  private final Map<String, List<Scan>> byOrigin = new HashMap<>();

  static boolean isScan(RuleHeader rule) {
    return rule.attack().stream().map(AttackTechnique::techniqueId).anyMatch(TECHNIQUES::contains);
  }

  /** Takes note that this finding is a scan, and of what it has tried so far. */
  void note(Aggregate finding, Count count) {
    List<Scan> scans = byOrigin.computeIfAbsent(finding.origin(), _ -> new ArrayList<>());
    Scan scan = null;
    for (Scan known : scans) {
      scan = known.finding == finding ? known : scan;
    }
    if (scan == null) {
      scan = new Scan(finding);
      scans.add(scan);
      if (scans.size() > PER_ORIGIN) {
        scans.removeFirst();
      }
    }
    scan.window = scan.window.compareTo(count.window()) < 0 ? count.window() : scan.window;
    scan.ofOneTarget |= ofOneTarget(count);
    tried(scan, count.lastEvent());
    for (Event sample : count.samples()) {
      tried(scan, sample);
    }
  }

  private static boolean ofOneTarget(Count count) {
    Endpoint target = About.of(count.lastEvent()).responder();
    if (target == null) {
      return false;
    }
    Workload workload = target.workload();
    for (Object part : count.keys()) {
      boolean named =
          part.equals(target.address())
              || workload != null
                  && (part.equals(workload)
                      || part.equals(workload.workloadClass())
                      || part.equals(workload.containerId()));
      if (named || part.toString().equals(target.address().toString())) {
        return true;
      }
    }
    return false;
  }

  private static void tried(Scan scan, Event event) {
    if (About.of(event).responder() instanceof Endpoint target
        && scan.targets.size() < TARGETS_MAX) {
      scan.targets.add(target.address());
      if (target.workload() instanceof Workload workload) {
        scan.classes.add(workload.workloadClass());
      }
    }
  }

  /**
   * The scan that an edge finding is a part of, or null.
   *
   * @param at when the latest flow on the edge began
   */
  @Nullable Aggregate over(Aggregate edge, Instant at) {
    for (Scan scan : byOrigin.getOrDefault(edge.origin(), List.of())) {
      boolean inTime =
          !edge.first().isBefore(scan.finding.first().minus(scan.window))
              && !at.isAfter(scan.finding.lastSeen().plus(scan.window));
      boolean more = edge.spokeBothWays() && edge.naming().graver(scan.finding.naming());
      if (inTime && !more && !scan.finding.withdrawn() && tried(scan, edge)) {
        return scan.finding;
      }
    }
    return null;
  }

  private static boolean tried(Scan scan, Aggregate edge) {
    boolean target = edge.targets().stream().anyMatch(scan.targets::contains);
    if (!scan.ofOneTarget) {
      return edge.gaveNothing() || target && !edge.spokeBothWays();
    }
    EdgeEnd end = edge.target();
    return target || end != null && scan.classes.contains(end.workloadClass());
  }

  void forget(Aggregate finding) {
    List<Scan> scans = byOrigin.get(finding.origin());
    if (scans != null) {
      scans.removeIf(scan -> scan.finding == finding);
      if (scans.isEmpty()) {
        byOrigin.remove(finding.origin());
      }
    }
  }
}
