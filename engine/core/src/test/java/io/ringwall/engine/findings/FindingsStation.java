package io.ringwall.engine.findings;

import static io.ringwall.engine.findings.Shop.count;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwall.sdk.event.Count;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.Traffic;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.FindingStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The station, and what it told, for tests of it. */
abstract class FindingsStation {
  static final Traffic ANSWERED = new Traffic(120, 5, 2_400, 6, 0);
  static final Traffic SILENT = Traffic.NONE;

  final List<Finding> told = new ArrayList<>();
  final Findings findings =
      new Findings(Knowledge.NONE, FindingLimits.DEFAULT, (finding, _) -> told.add(finding));

  void raised(Raised... raised) {
    findings.accept(Arrays.asList(raised));
  }

  List<Finding> standing() {
    findings.finish();
    return findings.last().stream()
        .filter(finding -> finding.status() != FindingStatus.SUPPRESSED)
        .toList();
  }

  Finding only() {
    List<Finding> standing = standing();
    assertEquals(1, standing.size(), () -> standing.toString());
    return standing.getFirst();
  }

  Count scanOf(double seconds, long value, Flow last) {
    return count(seconds, value, 10, last, last.originator().address(), last.responder().address());
  }
}
