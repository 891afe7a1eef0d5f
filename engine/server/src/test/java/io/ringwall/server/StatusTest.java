package io.ringwall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.doctor.RecentExamination;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is told of a host, while the engine runs on it. */
class StatusTest {
  @TempDir private Path folder = Path.of("");

  private static JsonNode status(Contract contract, Raw raw) throws Exception {
    JsonNode status = raw.get("/status").json();
    contract.isA("Status", status);
    return status;
  }

  @Test
  void tellsWhatTheHostLacksUntilItHasIt() throws Exception {
    var contract = new Contract();
    try (var engine = new TestEngine(folder);
        var raw = new Raw(engine.socket())) {
      JsonNode before = status(contract, raw);
      assertEquals(
          Contract.JSON.readTree(
              """
              [{"by":"traffic","feature":"traffic","check":"file","outcome":"missing",
                "found":"there is no traffic","remedy":"write one"},
               {"by":"traffic","feature":"traffic","check":"speed","outcome":"degraded",
                "found":"slow","remedy":"tune it"}]
              """),
          before.path("lacking"));
      engine.happens("START", "carts-1 10.0.0.2");
      JsonNode kept = status(contract, raw);
      assertEquals(before.path("lacking"), kept.path("lacking"));
      assertEquals(before.path("examinedAt"), kept.path("examinedAt"));
      engine.passes(RecentExamination.KEPT.plusSeconds(1));
      JsonNode after = status(contract, raw);
      // Who asks waits for a second, and is else told what was found before.
      for (int tries = 0; tries < 30 && after.path("lacking").size() == 2; tries++) {
        after = status(contract, raw);
      }
      assertEquals(1, after.path("lacking").size(), after::toPrettyString);
      assertEquals("speed", after.path("lacking").path(0).path("check").asString());
      assertTrue(
          Instant.parse(after.path("examinedAt").asString())
              .isAfter(Instant.parse(before.path("examinedAt").asString())));
    }
  }
}
