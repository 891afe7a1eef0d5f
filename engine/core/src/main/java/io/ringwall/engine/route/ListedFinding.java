package io.ringwall.engine.route;

import io.ringwall.engine.findings.FindingJson;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.FindingStatus;
import org.jspecify.annotations.Nullable;

/**
 * A finding as it stands: its last revision, and what an operator said of it.
 *
 * @param finding the revision
 * @param clearance what holds of what was said, or null
 * @param plain the revision as a line of JSON
 */
public record ListedFinding(Finding finding, @Nullable Clearance clearance, String plain) {
  private static final FindingJson JSON = new FindingJson();

  static ListedFinding of(Finding finding, Clearances clearances) {
    return new ListedFinding(finding, clearances.of(finding), JSON.write(finding));
  }

  /** Where it stands. */
  public FindingStatus status() {
    return clearance == null ? finding.status() : clearance.status();
  }

  /** Is it one that somebody should look at: new, or acknowledged. */
  public boolean open() {
    return status() == FindingStatus.NEW || status() == FindingStatus.ACKNOWLEDGED;
  }

  /** One line of JSON: what a replay prints, with where it stands. */
  public String line() {
    return clearance == null ? plain : JSON.write(finding, clearance.status(), clearance.by());
  }
}
