package io.ringwall.engine.archive;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.findings.FindingJson;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.finding.Finding;
import java.nio.charset.StandardCharsets;

/** A file of events, or a ledger of another version, may hold anything. */
final class EventJsonFuzzTest {
  private final EventJson events = new EventJson();
  private final FindingJson findings = new FindingJson();

  @FuzzTest
  void readsAnyLineOrSaysWhatIsWrong(byte[] bytes) {
    String line = new String(bytes, StandardCharsets.UTF_8);
    try {
      Event event = events.read(line);
      String again = events.write(event);
      if (!again.equals(events.write(events.read(again)))) {
        throw new AssertionError(again);
      }
    } catch (RingwallException e) {
      requireSentence(e);
    }
    try {
      Finding finding = findings.read(line);
      findings.read(findings.write(finding));
    } catch (RingwallException e) {
      requireSentence(e);
    }
  }

  private static void requireSentence(RingwallException e) {
    if (e.category() != RingwallException.Category.INPUT || e.sentence().isBlank()) {
      throw new AssertionError(e);
    }
  }
}
