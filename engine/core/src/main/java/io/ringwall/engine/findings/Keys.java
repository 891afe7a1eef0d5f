package io.ringwall.engine.findings;

import io.ringwall.sdk.event.Count;
import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Timed;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.finding.Finding;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Correlation keys: what makes two findings one. */
final class Keys {
  /** What keys of edge findings begin with. */
  static final String EDGE = "edge|";

  /** What keys of scans begin with. */
  static final String SCAN = "scan|";

  private Keys() {}

  /** The key that findings of this rule about this event have, unless the rule says otherwise. */
  static String of(RuleHeader rule, Timed on) {
    if (on instanceof Flow flow) {
      String prefix = rule.restsOnEdgeState() ? EDGE : rule.ruleId() + "|";
      return prefix + origin(flow.originator()) + "|" + target(flow);
    }
    if (on instanceof Count count) {
      return prefix(rule) + countKey(count);
    }
    if (on instanceof Finding finding) {
      return rule.ruleId() + "|" + origin(finding);
    }
    return rule.ruleId() + "|" + origin(on);
  }

  /** A slow and a fast scan by the same rule set, of the same by the same, are one. */
  private static String prefix(RuleHeader rule) {
    return Scans.isScan(rule)
        ? SCAN + rule.ruleSet() + "|" + rule.attack().getFirst().techniqueId() + "|"
        : rule.ruleId() + "|";
  }

  /** The key of an incident about this container. */
  static String incident(RuleHeader rule, @Nullable Workload container, Timed first) {
    return container == null
        ? "incident|" + rule.ruleId() + "|" + origin(first)
        : "incident|" + container.containerId();
  }

  /** The key that a rule gave by {@code Draft.key}. */
  static String given(RuleHeader rule, Object... parts) {
    StringJoiner key = new StringJoiner("|", rule.ruleId() + "|", "");
    for (Object part : parts) {
      key.add(part instanceof Workload workload ? workload.containerId() : String.valueOf(part));
    }
    return key.toString();
  }

  /** Who is behind it: the container, else the address, else the host. */
  static String origin(Timed about) {
    About a = About.of(about);
    if (a.subject() instanceof Workload workload) {
      return workload.containerId();
    }
    if (a.originator() instanceof Endpoint originator) {
      return originator.address().toString();
    }
    return "host " + (about instanceof Event event ? event.host() : a.host());
  }

  /** Who is behind this end of a connection. */
  static String origin(Endpoint end) {
    return end.workload() instanceof Workload workload
        ? workload.containerId()
        : end.address().toString();
  }

  private static String target(Flow flow) {
    return flow.edge() != null
        ? edge(flow.edge().key())
        : flow.responder().address()
            + " "
            + flow.responder().port()
            + "/"
            + flow.protocol().name().toLowerCase(java.util.Locale.ROOT);
  }

  static String edge(EdgeKey edge) {
    return end(edge.from()) + " -> " + end(edge.to()) + " " + edge.port() + "/" + edge.protocol();
  }

  private static String end(EdgeEnd end) {
    return end.workloadClass() instanceof WorkloadClass known
        ? known.namespace() + "/" + known.service() + "/" + known.repository()
        : end.kind() + ":" + end.name();
  }

  /**
   * A count's key, with the container in place of the address of its subject, and the class in
   * place of the address of a target: a scan of two replicas is one scan.
   */
  private static String countKey(Count count) {
    About about = About.of(count.lastEvent());
    StringJoiner key = new StringJoiner("|");
    boolean named = false;
    for (Object part : count.keys()) {
      if (part instanceof IpAddress address) {
        named = true;
        key.add(holder(address, about));
      } else {
        named |= part instanceof Workload;
        key.add(part instanceof Workload workload ? workload.containerId() : part.toString());
      }
    }
    return named ? key.toString() : origin(count) + "|" + key;
  }

  private static String holder(IpAddress address, About about) {
    if (about.originator() instanceof Endpoint originator && originator.address().equals(address)) {
      return origin(originator);
    }
    if (about.responder() instanceof Endpoint responder
        && responder.address().equals(address)
        && responder.workload() instanceof Workload target) {
      WorkloadClass known = target.workloadClass();
      return known.namespace() + "/" + known.service() + "/" + known.repository();
    }
    return address.toString();
  }
}
