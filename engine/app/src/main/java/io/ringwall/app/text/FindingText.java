package io.ringwall.app.text;

import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Image;
import io.ringwall.sdk.event.ProcessRef;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.finding.AttackTechnique;
import io.ringwall.sdk.finding.Enforcement;
import io.ringwall.sdk.finding.Explanation;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.Incident;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Findings and incidents as people read them: everything needed to believe them. */
final class FindingText {
  private static final String INDENT = "    ";
  private static final int COMMANDS_MAX = 25;
  private static final int NUMBER = 2;

  private final Page page;
  private final Ink ink;

  FindingText(Page page) {
    this.page = page;
    this.ink = page.ink();
  }

  /**
   * An incident with its story.
   *
   * @param number its number on this page
   * @param about what it says of its findings, such as {@code findings 1 and 3}
   */
  void incident(Incident incident, int number, String about) {
    title(incident, number, about);
    page.wrapped(INDENT, INDENT, Words.visible(incident.message()));
    page.blank();
    page.line(
        INDENT
            + ink.dim(
                "how it went, from "
                    + Words.dayAndClock(incident.firstSeen())
                    + " (minutes:seconds since)"));
    incident.attackPath().forEach(this::step);
    page.blank();
    container(incident.subject());
    page.field(
        INDENT,
        "concerned",
        incident.workloads().stream()
            .filter(workload -> !same(workload, incident.subject()))
            .map(workload -> Words.visible(workload.name()))
            .collect(Collectors.joining(", ")));
    hostAndSource(incident);
    explanation(incident.explanation());
    tail(incident);
  }

  private static boolean same(Workload one, @Nullable Workload other) {
    return other != null && one.containerId().equals(other.containerId());
  }

  /** A finding. */
  void finding(Finding finding, int number, String about) {
    title(finding, number, about);
    page.wrapped(INDENT, INDENT, Words.visible(finding.message()));
    container(finding.subject());
    hostAndSource(finding);
    connection(finding);
    process(finding.process());
    if (finding.file() != null) {
      page.field(INDENT, "file", Words.visible(finding.file().path()));
    }
    if (finding.http() != null) {
      page.field(
          INDENT,
          "request",
          Words.visible(
              finding.http().method() + " " + finding.http().httpHost() + finding.http().path()));
    }
    commands(finding.commands());
    explanation(finding.explanation());
    tail(finding);
  }

  private void title(Finding finding, int number, String about) {
    String severity = ink.of(finding.severity(), Page.padded(finding.severity().name(), 8));
    String title = Words.visible(finding.title());
    String first = Page.padded(number + ".", NUMBER) + "  " + severity + "  " + ink.bold(title);
    int gap = page.width() - Page.wide(first) - Page.wide(about);
    page.line(first + " ".repeat(Math.max(2, gap)) + ink.dim(about));
  }

  private void step(String step) {
    int space = step.indexOf(' ');
    String time = space < 0 ? "" : step.substring(0, space);
    String text = Words.visible(step.substring(space + 1));
    String begin = INDENT + "  " + ink.bold(String.format(java.util.Locale.ROOT, "%8s", time));
    page.wrapped(begin + "  ", " ".repeat(INDENT.length() + 12), text);
  }

  private void container(@Nullable Workload workload) {
    if (workload == null) {
      return;
    }
    page.field(
        INDENT,
        "container",
        Words.visible(
            workload.name()
                + " ("
                + Words.shortId(workload.containerId())
                + "), service "
                + workload.workloadClass()));
    if (workload.image() instanceof Image image) {
      page.field(INDENT, "image", Words.visible(image.reference()));
    }
  }

  private void hostAndSource(Finding finding) {
    page.field(
        INDENT, "host", Words.visible(finding.host() + ", seen by source " + finding.source()));
  }

  private void connection(Finding finding) {
    if (finding.originator() == null || finding.responder() == null) {
      return;
    }
    page.field(
        INDENT,
        "connection",
        Words.visible(end(finding.originator()) + " → " + end(finding.responder())));
    if (finding.edge() == null) {
      return;
    }
    String since =
        finding.edgeKnownSince() == null
            ? "never seen before"
            : "known since " + Words.dayAndClock(finding.edgeKnownSince());
    page.field(
        INDENT,
        "edge",
        Words.visible(
            finding.edge().key() + ": " + Words.word(finding.edge().state()) + ", " + since));
  }

  private static String end(Endpoint end) {
    String address = end.address().toString();
    String port = end.port() == 0 ? "" : ":" + end.port();
    String place = address.indexOf(':') >= 0 && !port.isEmpty() ? "[" + address + "]" : address;
    String name = "";
    if (end.workload() instanceof Workload workload) {
      name = workload.name();
    } else if (end.dnsName() != null) {
      name = end.dnsName();
    } else if (end.service() != null) {
      name = end.service().name();
    }
    return name.isEmpty() ? place + port : name + " (" + place + port + ")";
  }

  private void process(@Nullable ProcessRef process) {
    if (process != null) {
      page.field(
          INDENT, "process", Words.visible(process.commandLine() + " (pid " + process.pid() + ")"));
    }
  }

  private void commands(List<String> commands) {
    String label = "commands";
    for (int i = 0; i < Math.min(COMMANDS_MAX, commands.size()); i++) {
      page.command(INDENT, label, Words.visible(commands.get(i)));
      label = "";
    }
    int more = commands.size() - COMMANDS_MAX;
    if (more > 0) {
      page.field(INDENT, "", ink.dim("and " + more + " more, which --json has"));
    }
  }

  private void explanation(@Nullable Explanation explanation) {
    if (explanation == null) {
      return;
    }
    String label = "why";
    for (String fact : explanation.facts()) {
      page.field(INDENT, label, Words.visible(fact));
      label = "";
    }
    page.field(INDENT, "expected", Words.visible(explanation.expected()));
    if (explanation.nearestEdge() != null) {
      page.field(INDENT, "nearest", Words.visible(explanation.nearestEdge()));
    }
  }

  private void tail(Finding finding) {
    String techniques =
        finding.attack().stream().map(AttackTechnique::id).collect(Collectors.joining(", "));
    page.field(
        INDENT,
        "rule",
        Words.visible(
            finding.ruleId()
                + ", version "
                + finding.ruleSetVersion()
                + (techniques.isEmpty() ? "" : ", ATT&CK " + techniques)));
    boolean once = finding.firstSeen().equals(finding.lastSeen());
    page.field(
        INDENT,
        "when",
        (once
                ? Words.dayAndClock(finding.firstSeen())
                : Words.span(finding.firstSeen(), finding.lastSeen()))
            + ", "
            + (finding.count() == 1 ? "once" : Words.number(finding.count()) + " times"));
    page.field(INDENT, "response", response(finding));
    page.field(INDENT, "id", ink.dim(Words.visible(finding.id())));
    page.blank();
  }

  private static String response(Finding finding) {
    String mode = " (mode " + Words.word(finding.mode()) + ")";
    String would = finding.shadow() ? "would have been " : "";
    if (!(finding.enforcement() instanceof Enforcement enforcement)) {
      return would + Words.word(finding.effect()) + mode;
    }
    return would
        + Words.word(enforcement.action())
        + " by "
        + Words.visible(enforcement.actuator())
        + ", "
        + Words.word(enforcement.state())
        + " "
        + Words.clock(enforcement.stateAt())
        + mode;
  }
}
