package io.ringwall.engine.findings;

import static io.ringwall.engine.findings.Shop.CATALOGUE;
import static io.ringwall.engine.findings.Shop.DATABASE;
import static io.ringwall.engine.findings.Shop.SCAN;
import static io.ringwall.engine.findings.Shop.SHIPPING;
import static io.ringwall.engine.findings.Shop.SLOW_SCAN;
import static io.ringwall.engine.findings.Shop.UNSEEN;
import static io.ringwall.engine.findings.Shop.USER_DB;
import static io.ringwall.engine.findings.Shop.at;
import static io.ringwall.engine.findings.Shop.attempt;
import static io.ringwall.engine.findings.Shop.closed;
import static io.ringwall.engine.findings.Shop.count;
import static io.ringwall.engine.findings.Shop.edge;
import static io.ringwall.engine.findings.Shop.raise;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwall.sdk.event.Count;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A scan is one finding, whatever its probes raised. */
class ScansTest extends FindingsStation {
  private void scan(int from, int to, double pace) {
    for (int port = from; port <= to; port++) {
      double time = (port - from + 1) * pace;
      raised(raise(UNSEEN, attempt(time, "p" + port, CATALOGUE, USER_DB, port), "tried " + port));
      Flow refused = closed(time + 0.01, "p" + port, CATALOGUE, USER_DB, port, SILENT);
      Raised edge = raise(UNSEEN, refused, "tried " + port);
      int tried = port - from + 1;
      if (tried == 10 || tried == 100) {
        Count count = scanOf(time + 0.01, tried, refused);
        raised(edge, raise(SCAN, count, "tried " + tried + " ports"));
      } else {
        raised(edge);
      }
    }
  }

  @Test
  void aScanAbsorbsItsContainersEdgeFindingsBeforeAndAfter() {
    scan(1, 160, 0.1);

    Finding finding = only();

    assertEquals("port scan", finding.title());
    assertEquals("tried 100 ports", finding.message());
    assertEquals(1, finding.count());
    assertEquals(160, findings.last().size() - 1);
    assertEquals(at(16), finding.lastSeen());
  }

  @Test
  void aSlowingScanGoesOnAbsorbing() {
    scan(1, 60, 7);

    assertEquals("port scan", only().title());
  }

  @Test
  void aScanLeavesOtherContainersAndOtherTargetsAlone() {
    scan(1, 20, 0.1);
    raised(raise(UNSEEN, attempt(1, "x1", SHIPPING, USER_DB, 27_017), "other container"));
    raised(raise(UNSEEN, attempt(1, "x2", CATALOGUE, SHIPPING, 80), "other target"));

    assertEquals(3, standing().size());
  }

  @Test
  void whatIsReadFromAScannedDatabaseStays() {
    scan(1, 20, 0.1);
    Flow read = closed(4, "db", CATALOGUE, USER_DB, 27_017, ANSWERED);
    raised(raise(DATABASE, read, "read from the database"));

    assertEquals(
        List.of("port scan", "unseen edge to a database"),
        standing().stream().map(Finding::title).sorted().toList());
  }

  @Test
  void anEdgeThatIsUsedLongAfterTheScanStandsAgain() {
    scan(1, 20, 0.1);
    raised(raise(UNSEEN, attempt(600, "later", CATALOGUE, USER_DB, 15), "used"));

    assertEquals(
        List.of("port scan", "unseen edge"),
        standing().stream().map(Finding::title).sorted().toList());
  }

  @Test
  void aSweepAbsorbsWhatGaveNothing() {
    Flow last = attempt(0, "x", CATALOGUE, USER_DB, 22);
    for (int i = 1; i <= 12; i++) {
      var target = Shop.workload("t" + i, "172.18.1." + i, 100 + i);
      raised(raise(UNSEEN, attempt(i, "s" + i, CATALOGUE, target, 22), "tried"));
      last = closed(i + 0.1, "s" + i, CATALOGUE, target, 22, SILENT);
      raised(raise(UNSEEN, last, "tried"));
    }
    raised(raise(UNSEEN, closed(12.5, "ok", CATALOGUE, USER_DB, 80, ANSWERED), "spoke"));
    RuleHeader sweep = Shop.rule("recon", "sweep", Severity.MEDIUM, false, true, "T1018");
    Count count = count(13, 12, 10, last, IpAddress.parse("172.18.0.6"), 22);
    raised(raise(sweep, count, "tried 12 hosts"));

    assertEquals(
        List.of("sweep", "unseen edge"), standing().stream().map(Finding::title).sorted().toList());
  }

  @Test
  void aSlowAndAFastScanOfOneTargetAreOne() {
    Flow refused = closed(1, "p1", CATALOGUE, USER_DB, 1, SILENT);
    raised(raise(SLOW_SCAN, scanOf(20, 15, refused), "slow"));
    raised(raise(SCAN, scanOf(30, 10, refused), "fast"));

    assertEquals("port scan", only().title());
  }

  @Test
  void aCountThatFellAndRoseCountsTwice() {
    Flow refused = closed(1, "p1", CATALOGUE, USER_DB, 1, SILENT);
    raised(raise(SCAN, scanOf(10, 10, refused), "10"));
    raised(raise(SCAN, scanOf(20, 100, refused), "100"));
    raised(raise(SCAN, scanOf(900, 10, refused), "again"));

    Finding finding = only();
    assertEquals(2, finding.count());
    assertEquals("100", finding.message());
  }
}
