package io.ringwall.engine.findings;

import static io.ringwall.engine.findings.Shop.CATALOGUE;
import static io.ringwall.engine.findings.Shop.INTRUSION;
import static io.ringwall.engine.findings.Shop.SHIPPING;
import static io.ringwall.engine.findings.Shop.UNSEEN;
import static io.ringwall.engine.findings.Shop.USER_DB;
import static io.ringwall.engine.findings.Shop.at;
import static io.ringwall.engine.findings.Shop.attempt;
import static io.ringwall.engine.findings.Shop.exec;
import static io.ringwall.engine.findings.Shop.raise;
import static io.ringwall.engine.findings.Shop.tell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.Incident;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Findings that an earlier run of the engine told of. */
class RestartedFindingsTest extends FindingsStation {
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
}
