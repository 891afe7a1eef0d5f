package io.ringwall.app.text;

import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.DnsExchange;
import io.ringwall.sdk.event.EdgeRef;
import io.ringwall.sdk.event.EdgeState;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.FileEvent;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.Workload;
import org.jspecify.annotations.Nullable;

/** Events as people read them, a line each. */
public final class EventLines {
  private static final int KIND = 9;

  private EventLines() {}

  /** Time, kind, and what happened. */
  public static String line(Event event, Ink ink) {
    return ink.dim(event.time().toString())
        + "  "
        + ink.bold(Page.padded(kind(event), KIND))
        + "  "
        + Words.visible(text(event))
        + state(event, ink);
  }

  private static String kind(Event event) {
    return switch (event) {
      case Flow _ -> "flow";
      case DnsExchange _ -> "dns";
      case HttpExchange _ -> "http";
      case ProcessEvent _ -> "process";
      case FileEvent _ -> "file";
      case ContainerEvent _ -> "container";
      default -> "custom";
    };
  }

  private static String text(Event event) {
    return switch (event) {
      case Flow flow ->
          Words.word(flow.phase())
              + "  "
              + end(flow.originator())
              + " → "
              + end(flow.responder())
              + " "
              + Words.word(flow.protocol());
      case DnsExchange dns -> end(dns.originator()) + " asks " + dns.query();
      case HttpExchange http ->
          end(http.originator())
              + " → "
              + end(http.responder())
              + " "
              + http.method()
              + " "
              + http.path();
      case ProcessEvent process ->
          Words.word(process.operation())
              + "  "
              + of(process.workload())
              + (process.process() == null ? "" : process.process().commandLine());
      case FileEvent file ->
          Words.word(file.operation()) + "  " + of(file.workload()) + file.file().path();
      case ContainerEvent container ->
          Words.word(container.action())
              + "  "
              + container.workload().name()
              + " ("
              + Words.shortId(container.workload().containerId())
              + ", "
              + container.workload().workloadClass()
              + ")";
      case CustomEvent custom -> custom.type() + "  " + of(custom.workload());
      default -> event.id();
    };
  }

  private static String of(@Nullable Workload workload) {
    return workload == null ? "" : workload.name() + ": ";
  }

  private static String end(Endpoint end) {
    String port = end.port() == 0 ? "" : ":" + end.port();
    if (end.workload() instanceof Workload workload) {
      return workload.name() + port;
    }
    String address = end.address().toString();
    return end.dnsName() != null
        ? end.dnsName() + port
        : address.indexOf(':') >= 0 && !port.isEmpty()
            ? "[" + address + "]" + port
            : address + port;
  }

  private static String state(Event event, Ink ink) {
    if (!(event instanceof Flow flow) || !(flow.edge() instanceof EdgeRef edge)) {
      return "";
    }
    String word = "  " + Words.word(edge.state());
    boolean harm = edge.state() == EdgeState.UNSEEN || edge.state() == EdgeState.DENIED;
    return harm ? ink.bad(word) : ink.dim(word);
  }
}
