package io.ringwall.engine.findings;

import static io.ringwall.engine.findings.Shop.DATABASE;
import static io.ringwall.engine.findings.Shop.INTRUSION;
import static io.ringwall.engine.findings.Shop.SHIPPING;
import static io.ringwall.engine.findings.Shop.USER_DB;
import static io.ringwall.engine.findings.Shop.closed;
import static io.ringwall.engine.findings.Shop.exec;
import static io.ringwall.engine.findings.Shop.tell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.Traffic;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.Incident;
import io.ringwall.sdk.finding.Withdrawal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingJsonTest {
  private final FindingJson json = new FindingJson();
  private final List<Finding> told = new ArrayList<>();

  FindingJsonTest() {
    Findings findings =
        new Findings(Knowledge.NONE, FindingLimits.DEFAULT, (finding, _) -> told.add(finding));
    ContainerEvent exec = exec(1, SHIPPING, "bash");
    findings.observe(exec);
    Raised edge =
        FindingDraft.finding(
                DATABASE,
                closed(2.5, "f1", SHIPPING, USER_DB, 27_017, new Traffic(10, 2, 20, 2, 0)),
                "read \"users\"\n→ all")
            .expected("nobody but user")
            .finish();
    findings.accept(List.of(edge, tell(INTRUSION, "story", exec, edge.finding())));
    findings.withdraw(told.getFirst().id(), new Withdrawal("wrong", null));
  }

  @Test
  void kindComesFirstAndNamesAreThoseOfTheAccessors() {
    String line = json.write(told.getFirst());

    assertTrue(line.startsWith("{\"kind\":\"finding\",\"id\":\""), line);
    assertTrue(line.contains("\"firstSeen\":\"2026-01-01T10:00:02.500Z\""), line);
    assertTrue(line.contains("\"attack\":[{\"techniqueId\":\"T1213\"}]"), line);
    assertTrue(line.contains("\"image\":{\"reference\":\"registry.test/user-db:1.2\""), line);
    assertTrue(
        line.contains("\"from\":{\"kind\":\"WORKLOAD\",\"workloadClass\":{\"namespace\":\"shop\","),
        line);
    assertTrue(line.contains("\"commands\":[\"bash\"]"), line);
    assertTrue(line.contains("\"shadow\":false"), line);
    assertFalse(line.contains("\n"), line);
    assertFalse(line.contains("null"), line);
    assertFalse(line.contains("[]"), line);
    assertFalse(line.contains("\"\""), line);
  }

  @Test
  void whatIsWrittenIsReadBack() {
    for (Finding finding : told) {
      String line = json.write(finding);
      Finding read = json.read(line);
      assertEquals(line, json.write(read));
      assertEquals(finding.kind(), read.kind());
      assertEquals(finding.evidence(), read.evidence());
      assertEquals(finding.explanation(), read.explanation());
      assertEquals(finding.edge(), read.edge());
      assertEquals(finding.withdrawal(), read.withdrawal());
    }
    assertTrue(told.stream().anyMatch(Incident.class::isInstance));
  }

  @Test
  void saysWhatIsWrongWithALine() {
    String line = json.write(told.getFirst());

    assertTrue(fails("{\"kind\":").contains("no JSON"));
    assertTrue(fails("{\"kind\":\"finding\"}").contains("is missing"));
    assertTrue(
        fails(line.replace("\"severity\"", "\"severty\"")).contains("did you mean 'severity'"));
    assertTrue(fails(line.replace("\"HIGH\"", "\"HUGE\"")).contains("expected one of INFO, LOW"));
  }

  private String fails(String line) {
    return assertThrows(RingwallException.class, () -> json.read(line)).sentence();
  }
}
