package io.ringwall.app.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which findings a command is about. Given twice, an option is an alternative. */
final class FindingFilters {
  private static final Pattern AGO = Pattern.compile("([0-9]{1,9})(s|m|h|d)");

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--severity",
      paramLabel = "SEVERITY",
      description = "this grave or graver: info, low, medium, high, critical")
  private @Nullable String severity;

  @Option(
      names = "--rule",
      paramLabel = "PATTERN",
      description = "of this rule: its name, or RULE-SET/NAME; * stands for any text")
  private List<String> rules = new ArrayList<>();

  @Option(
      names = "--namespace",
      paramLabel = "PATTERN",
      description = "concerning a workload in this namespace")
  private List<String> namespaces = new ArrayList<>();

  @Option(
      names = "--container",
      paramLabel = "NAME|ID",
      description = "concerning this container: its name (a pattern), or how its id begins")
  private List<String> containers = new ArrayList<>();

  @Option(
      names = "--edge",
      paramLabel = "PATTERN",
      description = "on this edge, such as 'shop/shipping -> shop/user-db 27017/tcp'")
  private List<String> edges = new ArrayList<>();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "that happened since then: 10m, 2h, 3d ago, or 2026-05-04T03:02:01Z")
  private @Nullable String since;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = {
        "open (the default: new or acknowledged), new, acknowledged, cleared, suppressed (part of"
            + " another finding), withdrawn, all"
      })
  private List<String> states = new ArrayList<>();

  /** As parameters of a request. */
  Map<String, List<String>> parameters(InstantSource clock) {
    Map<String, List<String>> all = new TreeMap<>();
    put(all, "severity", severity == null ? List.of() : List.of(severity));
    put(all, "rule", rules);
    put(all, "namespace", namespaces);
    put(all, "container", containers);
    put(all, "edge", edges);
    put(all, "since", since == null ? List.of() : List.of(instant(since, clock)));
    put(all, "state", states);
    return all;
  }

  private static void put(Map<String, List<String>> all, String name, List<String> values) {
    if (!values.isEmpty()) {
      all.put(name, values);
    }
  }

  private String instant(String text, InstantSource clock) {
    Matcher ago = AGO.matcher(text.toLowerCase(Locale.ROOT));
    if (ago.matches()) {
      long number = Long.parseLong(ago.group(1));
      Duration length =
          switch (ago.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          };
      return clock.instant().minus(length).toString();
    }
    try {
      return Instant.parse(text).toString();
    } catch (DateTimeException e) {
      throw new ParameterException(
          java.util.Objects.requireNonNull(command).commandLine(),
          "--since must be 10m, 2h, 3d, or a time such as 2026-05-04T03:02:01Z, was '" + text + "'",
          e);
    }
  }
}
