package io.ringwall.engine.findings;

import io.ringwall.sdk.event.Timed;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.FindingKind;
import java.util.List;

/**
 * A finding as a rule raised it, before aggregation; made by {@link FindingDraft}.
 *
 * @param finding what was raised: revision 1, at its event's time; for an incident, one of kind
 *     INCIDENT. This is the fact that correlation rules see
 * @param on the event or finding that it rests on; of an incident, its first support
 * @param support all that it rests on, {@code on} first
 * @param rule the rule that raised it
 * @param keyGiven did the rule say by {@code Draft.key} what makes two of its findings the same
 */
public record Raised(
    Finding finding, Timed on, List<Timed> support, RuleHeader rule, boolean keyGiven) {
  public Raised {
    support = List.copyOf(support);
  }

  /** Is it an incident. */
  public boolean incident() {
    return finding.kind() == FindingKind.INCIDENT;
  }

  /** Does it rest on the state of an edge alone; such findings void no observation of learning. */
  public boolean restsOnEdgeState() {
    return rule.restsOnEdgeState();
  }

  /** Where it stands among the findings of one event. */
  public FiringOrder order() {
    return rule.order();
  }
}
