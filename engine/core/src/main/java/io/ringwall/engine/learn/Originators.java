package io.ringwall.engine.learn;

import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.Count;
import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.DnsExchange;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.FileEvent;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.Timed;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.finding.Finding;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is behind an event or finding: containers by id, others by address. */
final class Originators {
  private Originators() {}

  /** The key of an end: its container, else its address. */
  static String of(Endpoint end) {
    return end.workload() instanceof Workload workload ? of(workload) : "address " + end.address();
  }

  static String of(Workload workload) {
    return "container " + workload.containerId();
  }

  /** All that contributed. */
  static Set<String> of(Timed about) {
    Set<String> keys = new LinkedHashSet<>();
    collect(about, keys);
    return keys;
  }

  private static void collect(Timed about, Set<String> keys) {
    switch (about) {
      case Count count -> {
        add(count.subject(), keys);
        collect(count.lastEvent(), keys);
        count.samples().forEach(sample -> collect(sample, keys));
      }
      case Flow flow -> keys.add(of(flow.originator()));
      case DnsExchange dns -> keys.add(of(dns.originator()));
      case HttpExchange http -> keys.add(of(http.originator()));
      case ProcessEvent process -> add(process.workload(), keys);
      case FileEvent file -> add(file.workload(), keys);
      case ContainerEvent container -> keys.add(of(container.workload()));
      case CustomEvent custom -> {
        add(custom.workload(), keys);
        if (custom.originator() instanceof Endpoint end) {
          keys.add(of(end));
        }
      }
      case Finding finding -> {
        add(finding.subject(), keys);
        if (finding.originator() instanceof Endpoint end) {
          keys.add(of(end));
        }
      }
      default -> {}
    }
  }

  private static void add(@Nullable Workload workload, Set<String> keys) {
    if (workload != null) {
      keys.add(of(workload));
    }
  }

  /** When it began: a flow with its first packet, a count with the first event in its window. */
  static Instant begun(Timed about) {
    return switch (about) {
      case Count count -> {
        Instant first = count.firstTime();
        for (Timed sample : count.samples()) {
          Instant begun = begun(sample);
          first = begun.isBefore(first) ? begun : first;
        }
        yield first;
      }
      case Flow flow -> flow.start().isBefore(flow.time()) ? flow.start() : flow.time();
      case Finding finding -> finding.firstSeen();
      default -> about.time();
    };
  }
}
