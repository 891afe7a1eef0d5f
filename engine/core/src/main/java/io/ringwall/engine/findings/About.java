package io.ringwall.engine.findings;

import io.ringwall.sdk.event.Answerable;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.Count;
import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.DnsExchange;
import io.ringwall.sdk.event.EdgeRef;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.FileEvent;
import io.ringwall.sdk.event.FileRef;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.ProcessRef;
import io.ringwall.sdk.event.Timed;
import io.ringwall.sdk.event.Verdict;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.finding.Finding;
import org.jspecify.annotations.Nullable;

/** What an event or finding is about, whatever its kind. */
record About(
    @Nullable Workload subject,
    @Nullable Endpoint originator,
    @Nullable Endpoint responder,
    @Nullable ProcessRef process,
    @Nullable FileRef file,
    @Nullable HttpExchange http,
    @Nullable Verdict verdict,
    @Nullable EdgeRef edge,
    String host,
    String source) {

  static About of(Timed about) {
    if (about instanceof Finding finding) {
      return new About(
          finding.subject(),
          finding.originator(),
          finding.responder(),
          finding.process(),
          finding.file(),
          finding.http(),
          finding.verdict(),
          finding.edge(),
          finding.host(),
          finding.source());
    }
    return about instanceof Event event ? ofEvent(event) : nothing("", "", null);
  }

  private static About ofEvent(Event event) {
    About none = nothing(event);
    if (event instanceof Flow flow) {
      return none.ends(flow.originator().workload(), flow.originator(), flow.responder())
          .with(flow.process(), null, null, flow.edge());
    }
    if (event instanceof Count count) {
      return ofCount(count);
    }
    if (event instanceof HttpExchange http) {
      Workload client = http.originator().workload();
      Workload concerned = client == null ? http.responder().workload() : client;
      return none.ends(concerned, http.originator(), http.responder()).with(null, null, http, null);
    }
    if (event instanceof DnsExchange dns) {
      return none.ends(dns.originator().workload(), dns.originator(), dns.responder());
    }
    if (event instanceof ProcessEvent process) {
      return none.ends(process.workload(), null, null)
          .with(process.process(), process.executable(), null, null);
    }
    if (event instanceof FileEvent file) {
      return none.ends(file.workload(), null, null).with(file.process(), file.file(), null, null);
    }
    if (event instanceof ContainerEvent container) {
      return none.ends(container.workload(), null, null);
    }
    if (event instanceof CustomEvent custom) {
      Endpoint originator = custom.originator();
      Workload client = originator == null ? null : originator.workload();
      Workload concerned = custom.workload() == null ? client : custom.workload();
      return none.ends(concerned, originator, custom.responder());
    }
    return none;
  }

  /** A count's responder is told only where the count is about that one target. */
  private static About ofCount(Count count) {
    About last = of(count.lastEvent());
    Endpoint responder = last.responder();
    boolean oneTarget = responder != null && count.keys().contains(responder.address());
    return nothing(count.host(), count.lastEvent().source(), null)
        .ends(
            count.subject() == null ? last.subject() : count.subject(),
            last.originator(),
            oneTarget ? responder : null)
        .with(last.process(), null, null, null);
  }

  private static About nothing(Event event) {
    Verdict verdict = event instanceof Answerable asked ? asked.verdict() : null;
    return nothing(event.host(), event.source(), verdict);
  }

  private static About nothing(String host, String source, @Nullable Verdict verdict) {
    return new About(null, null, null, null, null, null, verdict, null, host, source);
  }

  private About ends(
      @Nullable Workload subject, @Nullable Endpoint originator, @Nullable Endpoint responder) {
    return new About(
        subject, originator, responder, process, file, http, verdict, edge, host, source);
  }

  private About with(
      @Nullable ProcessRef process,
      @Nullable FileRef file,
      @Nullable HttpExchange http,
      @Nullable EdgeRef edge) {
    return new About(
        subject, originator, responder, process, file, http, verdict, edge, host, source);
  }
}
