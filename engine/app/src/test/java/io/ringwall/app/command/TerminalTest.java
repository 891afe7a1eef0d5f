package io.ringwall.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(told, true, StandardCharsets.UTF_8);

  private Terminal terminal(
      Map<String, String> environment, List<String> terminals, String columns) {
    return Terminal.of(stream, stream, environment, terminals, columns);
  }

  @Test
  void coloursOnlyOnATerminalThatWantsThem() {
    assertTrue(terminal(Map.of(), List.of("out", "err"), "").ink().colours());
    assertFalse(terminal(Map.of(), List.of("err"), "").ink().colours());
    assertFalse(terminal(Map.of("NO_COLOR", "1"), List.of("out"), "").ink().colours());
    assertFalse(terminal(Map.of("TERM", "dumb"), List.of("out"), "").ink().colours());
    assertTrue(terminal(Map.of("NO_COLOR", ""), List.of("out"), "").ink().colours());
  }

  @Test
  void isAsWideAsTheTerminalElseAsTold() {
    assertEquals(90, terminal(Map.of("COLUMNS", "110"), List.of("out"), "90").width());
    assertEquals(110, terminal(Map.of("COLUMNS", "110"), List.of(), "").width());
    assertEquals(100, terminal(Map.of("COLUMNS", "wide"), List.of(), "").width());
    assertEquals(120, terminal(Map.of(), List.of(), "300").width());
    assertEquals(80, terminal(Map.of(), List.of(), "20").width());
  }

  @Test
  void beginsEachSentenceWithItsName() {
    terminal(Map.of(), List.of(), "").tell("one\ntwo");
    assertEquals("ringwall: one\nringwall: two\n", told.toString(StandardCharsets.UTF_8));
  }
}
