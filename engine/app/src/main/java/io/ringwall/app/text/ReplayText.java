package io.ringwall.app.text;

import io.ringwall.engine.route.PhaseStatistics;
import io.ringwall.engine.route.PluginStatistics;
import io.ringwall.engine.route.ReplayOutcome;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.FindingStatus;
import io.ringwall.sdk.finding.Incident;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What a replay came to, as people read it. */
public final class ReplayText {
  private static final String LEARN = "learn";
  private static final int LABEL = 14;
  private static final int FINDINGS_MAX = 50;
  private static final int NAMED_MAX = 6;

  private final Page page;
  private final Ink ink;

  /** Writes on this page. */
  public ReplayText(Page page) {
    this.page = page;
    this.ink = page.ink();
  }

  /** Writes all of it. */
  public void write(ReplayOutcome outcome, List<Path> inventories) {
    List<Incident> incidents = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (Finding finding : outcome.findings()) {
      if (finding.status() == FindingStatus.WITHDRAWN
          || finding.status() == FindingStatus.SUPPRESSED) {
        continue;
      }
      if (finding instanceof Incident incident) {
        incidents.add(incident);
      } else {
        findings.add(finding);
      }
    }
    read(outcome, inventories);
    MapPicture map = new MapPicture(outcome.model().edges(), findings);
    if (!map.isEmpty()) {
      map.drawOn(page);
    }
    incidents(incidents, findings);
    findings(incidents, findings);
    conclusion(incidents, findings, outcome);
  }

  private void read(ReplayOutcome outcome, List<Path> inventories) {
    page.heading("What was read");
    for (PhaseStatistics phase : outcome.phases()) {
      phase(phase);
    }
    page.field(
        "  ",
        "inventory",
        LABEL,
        inventories.isEmpty()
            ? ink.dim("none: addresses have no names and edges no ends (see --inventory)")
            : names(inventories));
    for (PluginStatistics plugin : outcome.plugins()) {
      plugin(plugin);
    }
  }

  private void phase(PhaseStatistics phase) {
    String label = phase.name().equals(LEARN) ? "learned" : "watched";
    String when = "";
    if (phase.first() != null && phase.last() != null) {
      when =
          Words.span(phase.first(), phase.last())
              + " UTC ("
              + Words.length(Duration.between(phase.first(), phase.last()))
              + "): ";
    }
    page.field("  ", label, LABEL, when + names(phase.files()));
    String events =
        phase.events().entrySet().stream()
            .map(kind -> Words.count(kind.getValue(), event(kind.getKey())))
            .collect(Collectors.joining(", "));
    long flows = phase.stations().getOrDefault("flows", 0L);
    page.field(
        "  ",
        "",
        LABEL,
        events.isEmpty() ? "nothing happened" : Words.count(flows, "connection") + "; " + events);
    evicted(phase.stations());
  }

  private static String names(List<Path> files) {
    return files.stream()
        .map(file -> Words.visible(String.valueOf(file.getFileName())))
        .collect(Collectors.joining(", "));
  }

  private static String event(String kind) {
    return switch (kind) {
      case "Flow" -> "flow event";
      case "DnsExchange" -> "DNS exchange";
      case "HttpExchange" -> "HTTP exchange";
      case "ProcessEvent" -> "process event";
      case "FileEvent" -> "file event";
      case "ContainerEvent" -> "container event";
      case "CustomEvent" -> "event of a plugin's own";
      default -> Words.visible(kind);
    };
  }

  private void evicted(SortedMap<String, Long> stations) {
    String lost =
        stations.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("evicted-") && entry.getValue() > 0)
            .map(entry ->
                Words.number(entry.getValue())
                    + " "
                    + entry.getKey().substring("evicted-".length()))
            .collect(Collectors.joining(", "));
    if (!lost.isEmpty()) {
      page.field("  ", "", LABEL, ink.warning("forgotten for want of room: " + lost));
    }
  }

  private void plugin(PluginStatistics plugin) {
    String name = Words.visible(plugin.name());
    page.field("  ", name, LABEL, counters(plugin.counted()));
    if (!plugin.malformed().isEmpty()) {
      String what = "could not be read, and was skipped: " + counters(plugin.malformed());
      page.field("  ", name, LABEL, ink.warning(what));
    }
    if (!plugin.dropped().isEmpty()) {
      page.field("  ", name, LABEL, ink.warning("lost: " + counters(plugin.dropped())));
    }
    plugin.remarks().forEach(remark -> page.field("  ", name, LABEL, Words.visible(remark)));
  }

  private static String counters(Map<String, Long> counters) {
    return counters.entrySet().stream()
        .filter(counter -> counter.getValue() > 0)
        .map(ReplayText::counter)
        .collect(Collectors.joining(", "));
  }

  private static String counter(Map.Entry<String, Long> counter) {
    String name = Words.visible(counter.getKey());
    return name.equals("bytes")
        ? Words.bytes(counter.getValue())
        : Words.number(counter.getValue()) + " " + name;
  }

  private void incidents(List<Incident> incidents, List<Finding> findings) {
    if (incidents.isEmpty()) {
      return;
    }
    page.heading("Incidents: " + incidents.size());
    FindingText text = new FindingText(page);
    for (int i = 0; i < incidents.size(); i++) {
      text.incident(incidents.get(i), i + 1, about(incidents.get(i), findings));
    }
  }

  private static String about(Incident incident, List<Finding> findings) {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < findings.size(); i++) {
      if (incident.findings().contains(findings.get(i).id())) {
        numbers.add(String.valueOf(i + 1));
      }
    }
    if (numbers.size() > NAMED_MAX) {
      return numbers.size() + " findings";
    }
    return numbers.isEmpty()
        ? ""
        : (numbers.size() == 1 ? "finding " : "findings ") + String.join(", ", numbers);
  }

  private void findings(List<Incident> incidents, List<Finding> findings) {
    if (findings.isEmpty()) {
      return;
    }
    page.heading("Findings: " + findings.size());
    FindingText text = new FindingText(page);
    List<Finding> shown = gravest(findings);
    for (int i = 0; i < findings.size(); i++) {
      if (shown.contains(findings.get(i))) {
        text.finding(findings.get(i), i + 1, belonging(findings.get(i), incidents));
      }
    }
    int more = findings.size() - shown.size();
    if (more > 0) {
      page.line("and " + Words.number(more) + " more, none graver than these; --json has them all");
    }
  }

  private static List<Finding> gravest(List<Finding> findings) {
    return findings.stream()
        .sorted(Comparator.comparing(Finding::severity).reversed())
        .limit(FINDINGS_MAX)
        .toList();
  }

  private static String belonging(Finding finding, List<Incident> incidents) {
    for (int i = 0; i < incidents.size(); i++) {
      if (incidents.get(i).id().equals(finding.incidentId())) {
        return "incident " + (i + 1);
      }
    }
    return "";
  }

  private void conclusion(List<Incident> incidents, List<Finding> findings, ReplayOutcome outcome) {
    page.blank();
    if (findings.isEmpty() && incidents.isEmpty()) {
      page.line(
          ink.good("Nothing was found.")
              + (outcome.model().graduated()
                  ? ""
                  : " Nothing was learned either: connections were not judged by who knows whom"
                      + " (see --learn)."));
      return;
    }
    page.line(
        ink.bold(
            Words.count(incidents.size(), "incident")
                + ", "
                + Words.count(findings.size(), "finding")
                + "."));
  }
}
