package io.ringwall.engine.findings;

import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.Count;
import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.DnsExchange;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.ExecSession;
import io.ringwall.sdk.event.FileEvent;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.Timed;
import io.ringwall.sdk.event.Traffic;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.finding.Evidence;
import io.ringwall.sdk.finding.Finding;
import java.util.Locale;

/** One line for people about an event or finding. */
final class Summaries {
  private static final int LONGEST = 200;

  private Summaries() {}

  static Evidence evidence(Timed event) {
    return new Evidence(event.id(), kind(event), event.time(), of(event));
  }

  /** The SDK's name of this kind of event. */
  static String kind(Timed event) {
    return switch (event) {
      case Flow _ -> "Flow";
      case Count _ -> "Count";
      case HttpExchange _ -> "HttpExchange";
      case DnsExchange _ -> "DnsExchange";
      case ProcessEvent _ -> "ProcessEvent";
      case FileEvent _ -> "FileEvent";
      case ContainerEvent _ -> "ContainerEvent";
      case CustomEvent _ -> "CustomEvent";
      case Finding _ -> "Finding";
      default -> "Event";
    };
  }

  static String of(Timed event) {
    String line =
        switch (event) {
          case Flow flow -> flow(flow);
          case Count count -> count(count);
          case HttpExchange http ->
              end(http.originator())
                  + " → "
                  + end(http.responder())
                  + ": "
                  + http.method()
                  + " "
                  + http.httpHost()
                  + http.path()
                  + (http.status() == 0 ? "" : ", status " + http.status());
          case DnsExchange dns ->
              end(dns.originator()) + " asked for " + dns.type() + " of " + dns.query();
          case ProcessEvent process ->
              word(process.operation())
                  + " "
                  + process.process().commandLine()
                  + in(process.workload());
          case FileEvent file ->
              word(file.operation()) + " " + file.file().path() + in(file.workload());
          case ContainerEvent container -> container(container);
          case CustomEvent custom -> custom.type() + in(custom.workload());
          case Finding finding -> finding.title() + ": " + finding.message();
          default -> event.id();
        };
    return shortened(line, LONGEST);
  }

  static String shortened(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = longest - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  /** An end of a connection: its name, if it has one, and its address and port. */
  static String end(Endpoint end) {
    String address = address(end);
    String name = name(end);
    return name.isEmpty() ? address : name + " (" + address + ")";
  }

  /** What people call it; empty where only the address is known. */
  static String name(Endpoint end) {
    if (end.workload() instanceof Workload workload) {
      return workload.name();
    }
    if (end.dnsName() != null) {
      return end.dnsName();
    }
    return end.service() == null ? "" : end.service().name();
  }

  private static String address(Endpoint end) {
    String address = end.address().toString();
    if (end.port() == 0) {
      return address;
    }
    return address.indexOf(':') >= 0
        ? "[" + address + "]:" + end.port()
        : address + ":" + end.port();
  }

  private static String flow(Flow flow) {
    StringBuilder line = new StringBuilder(120);
    line.append(end(flow.originator())).append(" → ").append(end(flow.responder()));
    line.append(", ").append(word(flow.protocol()));
    if (flow.applicationProtocol() != null) {
      line.append('/').append(flow.applicationProtocol());
    }
    line.append(", ").append(word(flow.phase())).append(' ').append(flow.state());
    if (flow.traffic() instanceof Traffic traffic) {
      line.append(", ").append(traffic(traffic));
    }
    return line.toString();
  }

  static String traffic(Traffic traffic) {
    return bytes(traffic.originatorBytes())
        + " sent, "
        + bytes(traffic.responderBytes())
        + " received";
  }

  private static String bytes(long count) {
    if (count < 1_000) {
      return count + " B";
    }
    double value = count / 1_000.0;
    String unit = "kB";
    if (value >= 1_000) {
      value /= 1_000;
      unit = "MB";
    }
    return String.format(Locale.ROOT, "%.1f %s", value, unit);
  }

  private static String count(Count count) {
    return count.of()
        + " reached "
        + count.value()
        + " within "
        + seconds(count)
        + " for "
        + String.join(", ", count.keys().stream().map(Object::toString).toList());
  }

  static String seconds(Count count) {
    long seconds = count.window().toSeconds();
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + " h";
    }
    return seconds % 60 == 0 && seconds > 60 ? seconds / 60 + " min" : seconds + " s";
  }

  private static String container(ContainerEvent event) {
    ExecSession session = event.execSession();
    String command = session == null ? "" : ": " + session.commandLine().strip();
    return word(event.action()).replace('_', ' ') + " " + event.workload().name() + command;
  }

  private static String in(@org.jspecify.annotations.Nullable Workload workload) {
    return workload == null ? "" : " in " + workload.name();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
