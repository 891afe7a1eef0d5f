package io.ringwall.engine.route;

import io.ringwall.engine.model.Model;
import io.ringwall.sdk.finding.Finding;
import java.util.List;

/**
 * What a replay came to.
 *
 * @param findings all findings and incidents of this replay in their last revision, ordered by
 *     first event
 * @param model the model as it stands at the end
 * @param phases what each phase read, in order
 * @param plugins what each plugin read, lost and had to say, by name
 * @param problems what went wrong without stopping the replay, a sentence each: a file that nobody
 *     reads, a source that failed, a rule that failed
 */
public record ReplayOutcome(
    List<Finding> findings,
    Model model,
    List<PhaseStatistics> phases,
    List<PluginStatistics> plugins,
    List<String> problems) {
  public ReplayOutcome {
    findings = List.copyOf(findings);
    phases = List.copyOf(phases);
    plugins = List.copyOf(plugins);
    problems = List.copyOf(problems);
  }

  /** Could something not be read or judged, though the rest was? */
  public boolean incomplete() {
    return !problems.isEmpty() || plugins.stream().anyMatch(PluginStatistics::lostSome);
  }

  /** Could something not be read, and did no recorded event come of the rest? */
  public boolean unread() {
    return incomplete() && phases.stream().allMatch(phase -> phase.first() == null);
  }
}
