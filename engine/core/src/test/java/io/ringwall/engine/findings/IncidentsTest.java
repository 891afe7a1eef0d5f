package io.ringwall.engine.findings;

import static io.ringwall.engine.findings.Shop.CATALOGUE;
import static io.ringwall.engine.findings.Shop.DATABASE;
import static io.ringwall.engine.findings.Shop.INTRUSION;
import static io.ringwall.engine.findings.Shop.SCAN;
import static io.ringwall.engine.findings.Shop.SHIPPING;
import static io.ringwall.engine.findings.Shop.UNSEEN;
import static io.ringwall.engine.findings.Shop.USER_DB;
import static io.ringwall.engine.findings.Shop.attempt;
import static io.ringwall.engine.findings.Shop.closed;
import static io.ringwall.engine.findings.Shop.edge;
import static io.ringwall.engine.findings.Shop.exec;
import static io.ringwall.engine.findings.Shop.raise;
import static io.ringwall.engine.findings.Shop.tell;
import static io.ringwall.engine.findings.Shop.typed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.FindingKind;
import io.ringwall.sdk.finding.FindingStatus;
import io.ringwall.sdk.finding.Incident;
import io.ringwall.sdk.finding.Layer;
import io.ringwall.sdk.finding.Severity;
import io.ringwall.sdk.finding.Withdrawal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands, incidents, and what becomes of them when a finding is withdrawn. */
class IncidentsTest extends FindingsStation {
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
}
