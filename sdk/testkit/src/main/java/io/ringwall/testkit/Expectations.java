package io.ringwall.testkit;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.engine.config.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What {@code findings.yaml} of a case says.
 *
 * @param with names of rule sets beside the tested one that the case needs
 * @param findings what is expected, and nothing else
 */
record Expectations(List<String> with, List<ExpectedFinding> findings) {
  static final String FILE = "findings.yaml";

  private static final YAMLMapper YAML = new YAMLMapper();

  Expectations {
    with = List.copyOf(with);
    findings = List.copyOf(findings);
  }

  /**
   * Reads the file of a case: a list of findings, or a mapping of {@code with} and {@code
   * findings}.
   *
   * @throws RingwallException of category INPUT that says what is wrong
   */
  static Expectations read(Path folder) {
    Path file = folder.resolve(FILE);
    JsonNode root = root(file);
    List<String> with = new ArrayList<>();
    JsonNode findings = root;
    if (root.isObject()) {
      keys(file, root, List.of("with", "findings"), "a case");
      root.path("with").forEach(name -> with.add(name.asString("")));
      findings = root.path("findings");
    }
    if (!findings.isArray() && !findings.isMissingNode() && !findings.isNull()) {
      throw wrong(file, "expected a list of findings, each with its rule; found none");
    }
    List<ExpectedFinding> expected = new ArrayList<>();
    for (JsonNode finding : findings) {
      expected.add(finding(file, finding));
    }
    return new Expectations(with, expected);
  }

  private static JsonNode root(Path file) {
    try {
      return YAML.readTree(file);
    } catch (JacksonException e) {
      throw wrong(file, "expected YAML: " + e.getOriginalMessage());
    }
  }

  private static ExpectedFinding finding(Path file, JsonNode finding) {
    List<String> known = new ArrayList<>(List.of("rule"));
    known.addAll(ExpectedFinding.FIELDS.keySet());
    keys(file, finding, known, "a finding");
    String rule = finding.path("rule").asString("");
    if (rule.isEmpty()) {
      throw wrong(file, "expected the name of a rule in each finding, found " + finding);
    }
    Map<String, String> said = new LinkedHashMap<>();
    for (String field : ExpectedFinding.FIELDS.keySet()) {
      JsonNode value = finding.path(field);
      if (!value.isMissingNode()) {
        said.put(field, value.asString(""));
      }
    }
    return new ExpectedFinding(rule, said);
  }

  private static void keys(Path file, JsonNode node, List<String> known, String what) {
    for (String key : node.propertyNames()) {
      if (!known.contains(key)) {
        throw wrong(file, what + " has no '" + key + "'" + Suggestion.after(key, known));
      }
    }
  }

  private static RingwallException wrong(Path file, String message) {
    return new RingwallException(Category.INPUT, file + ": " + message);
  }
}
