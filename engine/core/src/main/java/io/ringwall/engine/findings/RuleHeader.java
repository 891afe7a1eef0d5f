package io.ringwall.engine.findings;

import io.ringwall.sdk.finding.AttackTechnique;
import io.ringwall.sdk.finding.Layer;
import io.ringwall.sdk.finding.Mode;
import io.ringwall.sdk.finding.Severity;
import java.util.List;

/**
 * What a finding takes from the rule that raised it; made once when the rule is loaded.
 *
 * @param ruleSet name of the rule set
 * @param version its version
 * @param layer its layer
 * @param mode its own mode, which can only weaken the mode that holds
 * @param name the rule's name: title of its findings
 * @param severity from {@code @severity}
 * @param attack from {@code @attack}
 * @param references from {@code @reference}
 * @param restsOnEdgeState is it a stateless rule over Flow whose guard asks for an UNSEEN or DENIED
 *     edge: such findings about one flow, or one container and edge, are one
 * @param order where it stands among the rules of one event
 */
public record RuleHeader(
    String ruleSet,
    String version,
    Layer layer,
    Mode mode,
    String name,
    Severity severity,
    List<AttackTechnique> attack,
    List<String> references,
    boolean restsOnEdgeState,
    FiringOrder order) {
  public RuleHeader {
    attack = List.copyOf(attack);
    references = List.copyOf(references);
  }

  /** {@code ruleSet/rule name}. */
  public String ruleId() {
    return ruleSet + "/" + name;
  }
}
