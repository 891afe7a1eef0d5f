package io.ringwall.engine.findings;

import static io.ringwall.engine.findings.Shop.CATALOGUE;
import static io.ringwall.engine.findings.Shop.DATABASE;
import static io.ringwall.engine.findings.Shop.SHIPPING;
import static io.ringwall.engine.findings.Shop.UNSEEN;
import static io.ringwall.engine.findings.Shop.USER_DB;
import static io.ringwall.engine.findings.Shop.at;
import static io.ringwall.engine.findings.Shop.attempt;
import static io.ringwall.engine.findings.Shop.closed;
import static io.ringwall.engine.findings.Shop.edge;
import static io.ringwall.engine.findings.Shop.end;
import static io.ringwall.engine.findings.Shop.flow;
import static io.ringwall.engine.findings.Shop.raise;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.event.EdgeEndKind;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.FindingStatus;
import io.ringwall.sdk.finding.Mode;
import io.ringwall.sdk.finding.Severity;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FindingsTest extends FindingsStation {
  @Test
  void severalEventsOfOneFlowAreOneFindingThatCountsOnce() {
    raised(raise(UNSEEN, attempt(1, "f1", SHIPPING, USER_DB, 27_017), "tried"));
    raised(raise(UNSEEN, closed(3, "f1", SHIPPING, USER_DB, 27_017, ANSWERED), "done"));

    Finding finding = only();

    assertEquals(1, finding.count());
    assertEquals(at(1), finding.firstSeen());
    assertEquals(at(3), finding.lastSeen());
    assertEquals(2, finding.evidence().size());
    assertEquals("vm1", finding.host());
    assertEquals("pcap", finding.source());
    assertEquals("shop-shipping-1", finding.subject().name());
  }

  @Test
  void furtherFlowsOfOneContainerAndEdgeCount() {
    for (int i = 0; i < 5; i++) {
      raised(raise(UNSEEN, attempt(i, "f" + i, SHIPPING, USER_DB, 27_017), "tried"));
    }

    assertEquals(5, only().count());
  }

  @Test
  void twoContainersOfOneClassAreTwoFindings() {
    raised(raise(UNSEEN, attempt(1, "f1", SHIPPING, USER_DB, 27_017), "tried"));
    var other = Shop.workload("shipping", "172.18.0.15", 15);
    raised(raise(UNSEEN, attempt(2, "f2", other, USER_DB, 27_017), "tried"));

    assertEquals(2, standing().size());
  }

  @Test
  void theGravestRuleNamesAnEdgeFindingAndItsIdStays() {
    raised(raise(UNSEEN, attempt(1, "f1", SHIPPING, USER_DB, 27_017), "tried"));
    Flow answered = closed(2, "f1", SHIPPING, USER_DB, 27_017, ANSWERED);
    raised(raise(UNSEEN, answered, "again"), raise(DATABASE, answered, "read from the database"));

    Finding finding = only();

    assertEquals("unseen edge to a database", finding.title());
    assertEquals(Severity.HIGH, finding.severity());
    assertEquals(told.getFirst().id(), finding.id());
    assertEquals(1, finding.count());
  }

  @Test
  void aFlowWhoseEdgeGetsANameStaysOneFinding() {
    Endpoint from = end(SHIPPING, 40_000);
    EdgeKey byAddress = edge(SHIPPING, EdgeEndKind.ADDRESS, "192.0.2.7", 443);
    EdgeKey byName = edge(SHIPPING, EdgeEndKind.NAME, "evil.example", 443);
    raised(
        raise(
            UNSEEN,
            flow(1, "f1", FlowPhase.ATTEMPT, from, end("192.0.2.7", 443), byAddress, SILENT, false),
            "tried 192.0.2.7"));
    raised(
        raise(
            UNSEEN,
            flow(2, "f1", FlowPhase.UPDATE, from, end("192.0.2.7", 443), byName, ANSWERED, true),
            "spoke to evil.example"));
    raised(
        raise(
            UNSEEN,
            flow(3, "f2", FlowPhase.ATTEMPT, from, end("192.0.2.8", 443), byName, SILENT, false),
            "spoke to evil.example"));

    Finding finding = only();

    assertEquals("evil.example", finding.edge().key().to().name());
    assertEquals("spoke to evil.example", finding.message());
    assertEquals(2, finding.count());
  }

  @Test
  void twoFindingsThatTurnOutToBeOfOneEdgeBecomeTheOlder() {
    Endpoint from = end(SHIPPING, 40_000);
    EdgeKey byName = edge(SHIPPING, EdgeEndKind.NAME, "evil.example", 443);
    for (int i = 7; i <= 8; i++) {
      String address = "192.0.2." + i;
      EdgeKey byAddress = edge(SHIPPING, EdgeEndKind.ADDRESS, address, 443);
      raised(
          raise(
              UNSEEN,
              flow(
                  i, "f" + i, FlowPhase.ATTEMPT, from, end(address, 443), byAddress, SILENT, false),
              "tried"));
    }
    for (int i = 7; i <= 8; i++) {
      raised(
          raise(
              UNSEEN,
              flow(
                  i + 5,
                  "f" + i,
                  FlowPhase.UPDATE,
                  from,
                  end("192.0.2." + i, 443),
                  byName,
                  ANSWERED,
                  true),
              "spoke"));
    }

    Finding finding = only();

    assertEquals(2, finding.count());
    assertEquals(told.getFirst().id(), finding.id());
    Finding younger = findings.last().getLast();
    assertEquals(FindingStatus.SUPPRESSED, younger.status());
    assertEquals("finding " + finding.id(), younger.statusBy());
  }

  @Test
  void sayingTheSameAgainIsToldOnceASecond() {
    raised(raise(UNSEEN, attempt(0, "f0", SHIPPING, USER_DB, 27_017), "tried"));
    for (int i = 1; i <= 50; i++) {
      raised(raise(UNSEEN, attempt(i * 0.1, "f" + i, SHIPPING, USER_DB, 27_017), "tried"));
      findings.advance(at(i * 0.1));
    }
    findings.finish();

    assertEquals(51, told.getLast().count());
    assertTrue(told.size() <= 7, () -> "told " + told.size() + " times");
  }

  @Test
  void theSameInputGivesTheSameIds() {
    Flow flow = attempt(1, "f1", SHIPPING, USER_DB, 27_017);
    String one = raise(UNSEEN, flow, "tried").finding().id();
    String two = raise(UNSEEN, flow, "tried").finding().id();

    assertEquals(one, two);
    assertTrue(one.matches("[0-9a-f]{16}"), one);
    assertNotEquals(one, raise(DATABASE, flow, "tried").finding().id());
  }

  @Test
  void aRuleMaySayWhatMakesItsFindingsTheSame() {
    Flow one = attempt(1, "f1", SHIPPING, USER_DB, 27_017);
    Flow two = attempt(2, "f2", CATALOGUE, USER_DB, 27_018);
    RuleHeader rule = Shop.rule("own", "by target", Severity.LOW, false, false, "T1046");
    raised(FindingDraft.finding(rule, one, "m").key(USER_DB).finish());
    raised(FindingDraft.finding(rule, two, "m").key(USER_DB).finish());

    assertEquals(2, only().count());
  }

  @Test
  void explainsWithTheModel() {
    Knowledge model =
        new Knowledge() {
          @Override
          public @Nullable Instant knownSince(EdgeKey edge) {
            return null;
          }

          @Override
          public String nearest(EdgeKey edge) {
            return "shop/user → " + edge.to() + " 27017/tcp";
          }

          @Override
          public Mode mode(Flow flow) {
            return Mode.LEARN;
          }
        };
    Findings station =
        new Findings(model, FindingLimits.DEFAULT, (finding, _) -> told.add(finding));
    station.accept(
        List.of(
            FindingDraft.finding(UNSEEN, attempt(1, "f1", SHIPPING, USER_DB, 27_017), "tried")
                .expected("only shop/user speaks to shop/user-db")
                .finish()));

    Finding finding = told.getFirst();

    assertEquals(Mode.LEARN, finding.mode());
    assertNull(finding.edgeKnownSince());
    assertNotNull(finding.explanation());
    assertEquals("shop/user → shop/user-db 27017/tcp", finding.explanation().nearestEdge());
    assertEquals("only shop/user speaks to shop/user-db", finding.explanation().expected());
    assertTrue(
        finding
            .explanation()
            .facts()
            .contains("shop/shipping → shop/user-db 27017/tcp was never learned nor allowed"),
        () -> finding.explanation().facts().toString());
  }

  @Test
  void forgetsWhatIsOldestWhenFullAndCountsIt() {
    FindingLimits small = new FindingLimits(10, 100, 5, 10, 10);
    Map<String, Finding> last = new HashMap<>();
    Findings bounded = new Findings(Knowledge.NONE, small, (f, _) -> last.put(f.id(), f));
    for (int port = 1; port <= 50; port++) {
      bounded.accept(
          List.of(raise(UNSEEN, attempt(port, "p" + port, SHIPPING, USER_DB, port), "tried")));
    }

    assertEquals(50, last.size());
    assertEquals(10, bounded.last().size());
    assertEquals(40, bounded.evicted());
  }
}
