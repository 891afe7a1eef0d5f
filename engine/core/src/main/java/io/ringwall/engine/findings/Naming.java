package io.ringwall.engine.findings;

import io.ringwall.sdk.finding.AttackTechnique;
import io.ringwall.sdk.finding.Explanation;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.Layer;
import io.ringwall.sdk.finding.Severity;
import java.util.List;

/** What a finding is called: all that comes from the rule that names it. */
record Naming(
    String ruleId,
    String ruleSet,
    String ruleSetVersion,
    Layer layer,
    String title,
    String message,
    List<String> references,
    List<String> tags,
    Severity severity,
    int confidence,
    List<AttackTechnique> attack,
    String expected) {

  static Naming of(Finding finding) {
    Explanation why = finding.explanation();
    return new Naming(
        finding.ruleId(),
        finding.ruleSet(),
        finding.ruleSetVersion(),
        finding.layer(),
        finding.title(),
        finding.message(),
        finding.references(),
        finding.tags(),
        finding.severity(),
        finding.confidence(),
        finding.attack(),
        why == null ? "" : why.expected());
  }

  boolean graver(Naming other) {
    return severity.compareTo(other.severity) > 0;
  }
}
