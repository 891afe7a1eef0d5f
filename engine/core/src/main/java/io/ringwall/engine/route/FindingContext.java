package io.ringwall.engine.route;

import io.ringwall.engine.findings.FindingJson;
import io.ringwall.engine.intake.Tally;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.plugin.Diagnostics;
import io.ringwall.sdk.plugin.SinkContext;

/** What a sink is given. */
record FindingContext(Tally tally) implements SinkContext {
  private static final FindingJson JSON = new FindingJson();

  @Override
  public String name() {
    return tally.name();
  }

  @Override
  public Diagnostics diagnostics() {
    return tally;
  }

  @Override
  public String json(Finding finding) {
    return JSON.write(finding);
  }
}
