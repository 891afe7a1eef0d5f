package io.ringwall.testkit;

import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.finding.AttackTechnique;
import io.ringwall.sdk.finding.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A finding that a case expects: its rule, and what else is said of it.
 *
 * @param rule the rule's name
 * @param said what else is expected, by name of the field
 */
record ExpectedFinding(String rule, Map<String, String> said) {
  /** What can be said of a finding, and how a finding answers. */
  static final Map<String, Function<Finding, String>> FIELDS = fields();

  ExpectedFinding {
    said = Map.copyOf(said);
  }

  private static Map<String, Function<Finding, String>> fields() {
    Map<String, Function<Finding, String>> fields = new LinkedHashMap<>();
    fields.put("count", finding -> String.valueOf(finding.count()));
    fields.put("severity", finding -> finding.severity().name());
    fields.put("confidence", finding -> String.valueOf(finding.confidence()));
    fields.put("subject", finding -> name(finding.subject()));
    fields.put("originator", finding -> name(finding.originator()));
    fields.put("responder", finding -> name(finding.responder()));
    fields.put("message", Finding::message);
    fields.put("kind", finding -> finding.kind().name());
    fields.put(
        "attack",
        finding ->
            finding.attack().stream().map(AttackTechnique::id).collect(Collectors.joining(", ")));
    fields.put("commands", finding -> String.join("; ", finding.commands()));
    return fields;
  }

  private static String name(@Nullable Workload workload) {
    return workload == null ? "" : workload.name();
  }

  private static String name(@Nullable Endpoint end) {
    if (end == null) {
      return "";
    }
    return end.workload() instanceof Workload workload ? workload.name() : end.address().toString();
  }

  /** What is different about this finding, a sentence a field. */
  List<String> differences(Finding finding) {
    List<String> differences = new ArrayList<>();
    FIELDS.forEach((field, answer) -> {
      String expected = said.get(field);
      String found = answer.apply(finding);
      if (expected != null && !expected.equals(found)) {
        differences.add(
            "rule '"
                + rule
                + "': expected "
                + field
                + " '"
                + expected
                + "', found '"
                + found
                + "'");
      }
    });
    return differences;
  }

  @Override
  public String toString() {
    String rest =
        FIELDS.keySet().stream()
            .filter(said::containsKey)
            .map(field -> field + " '" + said.get(field) + "'")
            .collect(Collectors.joining(", "));
    return "rule '" + rule + "'" + (rest.isEmpty() ? "" : " with " + rest);
  }
}
