package io.ringwall.app.text;

import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.FindingStatus;
import io.ringwall.sdk.finding.Incident;

/** Findings of a running engine as people read them: one as a line, or whole. */
public final class FindingLines {
  private static final int SEVERITY = 8;

  private FindingLines() {}

  /** Time of the last event, severity, what happened, how often, id. */
  public static String line(Finding finding, Ink ink) {
    String state = finding.status() == FindingStatus.NEW ? "" : state(finding);
    return ink.dim(Words.dayAndClock(finding.lastSeen()))
        + "  "
        + ink.of(finding.severity(), Page.padded(finding.severity().name(), SEVERITY))
        + "  "
        + ink.bold(Words.visible(finding.title()))
        + ": "
        + Words.visible(finding.message())
        + (finding.count() > 1 ? " (" + Words.number(finding.count()) + " times)" : "")
        + (state.isEmpty() ? "" : " " + ink.good(state))
        + "  "
        + ink.dim("[" + Words.visible(finding.id()) + "]");
  }

  private static String state(Finding finding) {
    String word =
        finding.status() == FindingStatus.RESOLVED ? "cleared" : Words.word(finding.status());
    return "(" + word + (finding.statusBy() == null ? "" : " by " + finding.statusBy()) + ")";
  }

  /** With everything needed to believe it. */
  public static void whole(Page page, Finding finding, int number) {
    var text = new FindingText(page);
    String about = finding.status() == FindingStatus.NEW ? "" : state(finding);
    if (finding instanceof Incident incident) {
      text.incident(incident, number, about);
    } else {
      text.finding(finding, number, about);
    }
  }
}
