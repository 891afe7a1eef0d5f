package io.ringwall.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void makesVisibleWhatCouldSteerATerminal() {
    assertEquals("a\\x1b[2Jb", Words.visible("a\u001b[2Jb"));
    assertEquals("a\\nb\\tc\\r", Words.visible("a\nb\tc\r"));
    assertEquals("\\u202egnp.exe", Words.visible("\u202egnp.exe"));
    assertEquals("\\x9b1m", Words.visible("\u009b1m"));
    assertEquals("grün → ok", Words.visible("grün → ok"));
  }

  @Test
  void countsThings() {
    assertEquals("1 flow", Words.count(1, "flow"));
    assertEquals("0 flows", Words.count(0, "flow"));
    assertEquals("12,345 DNS exchanges", Words.count(12_345, "DNS exchange"));
    assertEquals("2 entries", Words.count(2, "entry"));
  }

  @Test
  void tellsLengthsInTheUnitThatFits() {
    assertEquals("850 ms", Words.length(Duration.ofMillis(850)));
    assertEquals("12 s", Words.length(Duration.ofMillis(12_900)));
    assertEquals("2 min 3 s", Words.length(Duration.ofSeconds(123)));
    assertEquals("26 h", Words.length(Duration.ofHours(26)));
    assertEquals("999 B", Words.bytes(999));
    assertEquals("1.5 MB", Words.bytes(1_500_000));
  }

  @Test
  void tellsTheDayOnce() {
    Instant from = Instant.parse("2026-01-01T23:59:50Z");
    assertEquals("2026-01-01 23:59:50 to 23:59:59", Words.span(from, from.plusSeconds(9)));
    assertEquals(
        "2026-01-01 23:59:50 to 2026-01-02 00:00:00", Words.span(from, from.plusSeconds(10)));
  }

  @Test
  void shortensIdsAsDockerDoes() {
    assertEquals("0123456789ab", Words.shortId("0123456789abcdef"));
    assertEquals("0123", Words.shortId("0123"));
  }
}
