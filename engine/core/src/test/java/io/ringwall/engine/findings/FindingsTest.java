package io.ringwall.engine.findings;

import static io.ringwall.engine.findings.Shop.CATALOGUE;
import static io.ringwall.engine.findings.Shop.DATABASE;
import static io.ringwall.engine.findings.Shop.INTRUSION;
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
import static io.ringwall.engine.findings.Shop.end;
import static io.ringwall.engine.findings.Shop.exec;
import static io.ringwall.engine.findings.Shop.flow;
import static io.ringwall.engine.findings.Shop.raise;
import static io.ringwall.engine.findings.Shop.tell;
import static io.ringwall.engine.findings.Shop.typed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.Count;
import io.ringwall.sdk.event.EdgeEndKind;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Traffic;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.FindingKind;
import io.ringwall.sdk.finding.FindingStatus;
import io.ringwall.sdk.finding.Incident;
import io.ringwall.sdk.finding.Layer;
import io.ringwall.sdk.finding.Mode;
import io.ringwall.sdk.finding.Severity;
import io.ringwall.sdk.finding.Withdrawal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final Traffic ANSWERED = new Traffic(120, 5, 2_400, 6, 0);
  private static final Traffic SILENT = Traffic.NONE;

  private final List<Finding> told = new ArrayList<>();
  private final Findings findings =
      new Findings(Knowledge.NONE, FindingLimits.DEFAULT, (finding, _) -> told.add(finding));

  private void raised(Raised... raised) {
    findings.accept(Arrays.asList(raised));
  }

  private List<Finding> standing() {
    findings.finish();
    return findings.last().stream()
        .filter(finding -> finding.status() != FindingStatus.SUPPRESSED)
        .toList();
  }

  private Finding only() {
    List<Finding> standing = standing();
    assertEquals(1, standing.size(), () -> standing.toString());
    return standing.getFirst();
  }

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

  private Count scanOf(double seconds, long value, Flow last) {
    return count(seconds, value, 10, last, last.originator().address(), last.responder().address());
  }

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

  @Test
  void aFindingCarriesTheCommandsOfItsContainerAndLaterOnesReviseIt() {
    findings.observe(exec(1, SHIPPING, "bash"));
    findings.observe(typed(1.1, SHIPPING, 71, "bash"));
    findings.observe(typed(2, SHIPPING, 72, "id"));
    raised(raise(UNSEEN, attempt(3, "f1", SHIPPING, USER_DB, 27_017), "tried"));
    assertEquals(List.of("bash", "id"), told.getLast().commands());

    findings.observe(typed(4, SHIPPING, 73, "cat /etc/hosts"));
    findings.observe(typed(4, CATALOGUE, 74, "ls"));

    assertEquals(List.of("bash", "id", "cat /etc/hosts"), told.getLast().commands());
    assertEquals(2, told.getLast().revision());
    assertEquals(2, told.size());
  }

  @Test
  void theProcessLayerMayBeFasterThanTheRuntime() {
    findings.observe(typed(1, SHIPPING, 71, "/bin/sh -c 'id -u'"));
    findings.observe(exec(1.1, SHIPPING, "sh -c id -u"));
    raised(raise(UNSEEN, attempt(3, "f1", SHIPPING, USER_DB, 27_017), "tried"));

    assertEquals(List.of("/bin/sh -c 'id -u'"), told.getLast().commands());
  }

  @Test
  void anIncidentTellsTheStoryInOrder() {
    ContainerEvent exec = exec(1, SHIPPING, "bash");
    findings.observe(exec);
    findings.observe(typed(8, SHIPPING, 72, "id"));
    Raised edge = raise(DATABASE, attempt(13, "f1", SHIPPING, USER_DB, 27_017), "read users");
    raised(edge, tell(INTRUSION, "somebody entered shipping", exec, edge.finding()));
    findings.observe(typed(70, SHIPPING, 73, "exit"));

    List<Finding> standing = standing();
    Incident incident = (Incident) standing.getFirst();
    Finding finding = standing.getLast();

    assertEquals(FindingKind.INCIDENT, incident.kind());
    assertEquals(incident.id(), finding.incidentId());
    assertEquals(List.of(finding.id()), incident.findings());
    assertEquals(List.of(Layer.NETWORK, Layer.CONTAINER), incident.layers());
    assertEquals(2, incident.workloads().size());
    assertEquals(List.of("vm1"), incident.hosts());
    assertEquals(
        List.of(
            "+0:00 exec into container shop-shipping-1 (shop/shipping): bash, at a terminal",
            "+0:07 command: id",
            "+0:12 unseen edge to a database: read users",
            "+1:09 command: exit"),
        incident.attackPath());
    assertEquals(List.of("bash", "id", "exit"), incident.commands());
  }

  @Test
  void furtherSupportJoinsTheIncidentOfTheContainer() {
    ContainerEvent exec = exec(1, SHIPPING, "bash");
    Raised one = raise(UNSEEN, attempt(2, "f1", SHIPPING, USER_DB, 27_017), "one");
    raised(one, tell(INTRUSION, "story", exec, one.finding()));
    Raised two = raise(DATABASE, attempt(9, "f2", SHIPPING, CATALOGUE, 80), "two");
    raised(two, tell(INTRUSION, "story", exec, two.finding()));

    List<Incident> incidents =
        standing().stream().filter(Incident.class::isInstance).map(Incident.class::cast).toList();

    assertEquals(1, incidents.size());
    assertEquals(2, incidents.getFirst().findings().size());
    assertEquals(Severity.HIGH, incidents.getFirst().severity());
  }

  @Test
  void anIncidentSaysWhatWasSaidLastOfTheSameFinding() {
    ContainerEvent exec = exec(1, SHIPPING, "bash");
    Flow refused = closed(2, "p1", SHIPPING, USER_DB, 1, SILENT);
    for (int tried : List.of(10, 100)) {
      Raised scan = raise(SCAN, scanOf(tried, tried, refused), "tried " + tried);
      raised(scan, tell(INTRUSION, "then tried " + tried, exec, scan.finding()));
    }

    List<Finding> standing = standing();

    assertEquals(2, standing.size());
    assertEquals("then tried 100", standing.get(1).message());
  }

  @Test
  void anIncidentOverAbsorbedFindingsStaysOnTheScan() {
    ContainerEvent exec = exec(0.01, CATALOGUE, "bash");
    for (int port = 1; port <= 20; port++) {
      Flow refused = closed(port, "p" + port, CATALOGUE, USER_DB, port, SILENT);
      Raised edge = raise(UNSEEN, refused, "tried " + port);
      raised(edge, tell(INTRUSION, "exec, then an unseen edge", exec, edge.finding()));
      if (port == 10) {
        Raised scan = raise(SCAN, scanOf(port, 10, refused), "tried 10 ports");
        raised(scan, tell(INTRUSION, "exec, then a scan", exec, scan.finding()));
      }
    }

    List<Finding> standing = standing();

    assertEquals(2, standing.size());
    Incident incident =
        (Incident) standing.stream().filter(Incident.class::isInstance).findFirst().orElseThrow();
    Finding scan =
        standing.stream().filter(f -> !(f instanceof Incident)).findFirst().orElseThrow();
    assertEquals(List.of(scan.id()), incident.findings());
    assertEquals(incident.id(), scan.incidentId());
    assertEquals("exec, then a scan", incident.message());
    for (Finding finding : findings.last()) {
      boolean absorbed = finding.status() == FindingStatus.SUPPRESSED;
      assertEquals(absorbed, finding.incidentId() == null && !(finding instanceof Incident));
    }
  }

  @Test
  void aWithdrawnFindingTakesItsIncidentWithIt() {
    ContainerEvent exec = exec(1, SHIPPING, "bash");
    Raised edge = raise(UNSEEN, attempt(2, "f1", SHIPPING, USER_DB, 27_017), "tried");
    raised(edge, tell(INTRUSION, "story", exec, edge.finding()));
    String id = told.getFirst().id();

    Finding withdrawn =
        findings
            .withdraw(id, new Withdrawal("172.18.0.5 was another container", "e9"))
            .orElseThrow();

    assertEquals(FindingStatus.WITHDRAWN, withdrawn.status());
    assertTrue(
        findings.last().stream().allMatch(f -> f.status() == FindingStatus.WITHDRAWN),
        () -> findings.last().toString());
    assertTrue(findings.withdraw(id, new Withdrawal("again", null)).isEmpty());
  }

  @Test
  void anIncidentWithAnotherFindingStays() {
    ContainerEvent exec = exec(1, SHIPPING, "bash");
    Raised one = raise(UNSEEN, attempt(2, "f1", SHIPPING, USER_DB, 27_017), "one");
    raised(one, tell(INTRUSION, "story", exec, one.finding()));
    Raised two = raise(UNSEEN, attempt(3, "f2", SHIPPING, CATALOGUE, 80), "two");
    raised(two, tell(INTRUSION, "story", exec, two.finding()));

    findings.withdraw(one.finding().id(), new Withdrawal("wrong", null));

    Incident incident =
        (Incident)
            findings.last().stream().filter(Incident.class::isInstance).findFirst().orElseThrow();
    assertEquals(FindingStatus.NEW, incident.status());
    assertEquals(List.of(two.finding().id()), incident.findings());
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
  void whatWasToldBeforeARestartGoesOn() {
    raised(raise(UNSEEN, attempt(1, "f1", SHIPPING, USER_DB, 27_017), "tried"));
    List<Finding> after = new ArrayList<>();
    Findings restarted =
        new Findings(Knowledge.NONE, FindingLimits.DEFAULT, (finding, _) -> after.add(finding));
    restarted.restore(findings.last());

    restarted.accept(List.of(raise(UNSEEN, attempt(9, "f2", SHIPPING, USER_DB, 27_017), "tried")));
    restarted.finish();

    assertEquals(told.getFirst().id(), after.getFirst().id());
    assertEquals(2, after.getFirst().revision());
    assertEquals(2, after.getFirst().count());
    assertEquals(at(1), after.getFirst().firstSeen());
  }

  /** Its evidence has no room for them all; what was counted is known all the same. */
  @Test
  void countsEachEventOnceThoughAKillHadThemReadAgain() {
    int most = FindingLimits.DEFAULT.evidence();
    List<Raised> all = new ArrayList<>();
    for (int i = 0; i < most + 12; i++) {
      all.add(raise(UNSEEN, attempt(1 + i, "f" + i, SHIPPING, USER_DB, 27_017), "tried"));
    }
    Map<String, List<Mark>> counted = new HashMap<>();
    Findings killed =
        new Findings(
            Knowledge.NONE,
            FindingLimits.DEFAULT,
            (finding, marks) -> counted.put(finding.id(), List.copyOf(marks)));
    all.subList(0, most + 8).forEach(one -> killed.accept(List.of(one)));
    killed.finish();
    List<Finding> after = new ArrayList<>();
    Findings restarted =
        new Findings(Knowledge.NONE, FindingLimits.DEFAULT, (finding, marks) -> after.add(finding));
    restarted.restore(killed.last(), counted);
    all.subList(most + 2, all.size()).forEach(one -> restarted.accept(List.of(one)));
    restarted.finish();
    assertEquals(all.size(), after.getLast().count());
  }

  @Test
  void anIncidentThatWasToldBeforeARestartGoesOn() {
    ContainerEvent exec = exec(1, SHIPPING, "bash");
    findings.observe(exec);
    Raised one = raise(UNSEEN, attempt(2, "f1", SHIPPING, USER_DB, 27_017), "one");
    raised(one, tell(INTRUSION, "story", exec, one.finding()));
    Finding before = standing().getFirst();
    List<Finding> after = new ArrayList<>();
    Findings restarted =
        new Findings(Knowledge.NONE, FindingLimits.DEFAULT, (finding, _) -> after.add(finding));
    restarted.restore(findings.last());
    restarted.observe(exec, true);
    assertEquals(List.of(), after);

    Raised two = raise(UNSEEN, attempt(63, "f2", SHIPPING, CATALOGUE, 80), "two");
    restarted.accept(List.of(two, tell(INTRUSION, "story", exec, two.finding())));
    restarted.accept(List.of(one, tell(INTRUSION, "story", exec, one.finding())));

    Incident incident =
        (Incident) after.stream().filter(Incident.class::isInstance).toList().getLast();
    assertEquals(before.id(), incident.id());
    assertEquals(2, incident.findings().size());
    assertEquals(3, incident.attackPath().size(), () -> incident.attackPath().toString());
    assertEquals(List.of("bash"), incident.commands());
    assertTrue(after.stream().allMatch(finding -> finding.count() == 1));
  }

  @Test
  void aFindingWhoseFirstEventIsReadAgainIsWorkedOutAnewWithTheSameRevisions() {
    Raised one = raise(UNSEEN, attempt(1, "f1", SHIPPING, USER_DB, 27_017), "tried");
    Raised two = raise(UNSEEN, attempt(9, "f2", SHIPPING, USER_DB, 27_017), "tried");
    raised(one);
    raised(two);
    findings.finish();
    List<Finding> after = new ArrayList<>();
    Findings restarted =
        new Findings(Knowledge.NONE, FindingLimits.DEFAULT, (finding, _) -> after.add(finding));
    restarted.restore(findings.last());

    restarted.accept(List.of(one), true);
    restarted.accept(List.of(two), true);
    restarted.finish();

    var json = new FindingJson();
    assertEquals(told.stream().map(json::write).toList(), after.stream().map(json::write).toList());
  }

  @Test
  void whatIsReadAgainIsNotCountedAgainInAFindingThatBeganEarlier() {
    Raised one = raise(UNSEEN, attempt(1, "f1", SHIPPING, USER_DB, 27_017), "tried");
    Raised two = raise(UNSEEN, attempt(9, "f2", SHIPPING, USER_DB, 27_017), "tried");
    raised(one);
    raised(two);
    findings.finish();
    List<Finding> after = new ArrayList<>();
    Findings restarted =
        new Findings(Knowledge.NONE, FindingLimits.DEFAULT, (finding, _) -> after.add(finding));
    restarted.restore(findings.last());

    restarted.accept(List.of(two), true);
    restarted.finish();
    assertEquals(List.of(), after);
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
