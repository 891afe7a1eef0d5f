package io.ringwall.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();
  private final PrintStream terminal = new PrintStream(drawn, true, StandardCharsets.UTF_8);

  @Test
  void growsWithWhatIsDone() {
    assertTrue(ProgressBar.line("learning", 0, 100, "").contains("  0 %"));
    assertTrue(ProgressBar.line("learning", 50, 100, "").contains("█".repeat(15) + " "));
    assertTrue(ProgressBar.line("learning", 200, 100, "").contains("100 %"));
    assertTrue(ProgressBar.line("learning", 5, 0, "5 events").endsWith("5 events"));
  }

  @Test
  void drawsNothingWhereNobodyWatches() {
    try (var bar = new ProgressBar(terminal, false)) {
      bar.show("learning", 1, 2, "");
    }
    assertEquals("", drawn.toString(StandardCharsets.UTF_8));
  }

  @Test
  void isGoneWhenItIsClosed() {
    try (var bar = new ProgressBar(terminal, true)) {
      bar.show("learning", 1, 2, "");
    }
    assertTrue(drawn.toString(StandardCharsets.UTF_8).endsWith("\r\u001b[2K"));
  }
}
