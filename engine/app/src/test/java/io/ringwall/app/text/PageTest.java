package io.ringwall.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PageTest {
  private static final Ink PLAIN = new Ink(false);

  @Test
  void breaksLinesBetweenWords() {
    Page page = new Page(PLAIN, 80);
    page.field("  ", "what", "word ".repeat(40).strip());
    page.text().lines().forEach(line -> assertTrue(line.length() <= 80, line));
    assertTrue(page.text().lines().skip(1).allMatch(line -> line.startsWith(" ".repeat(14) + "w")));
    assertEquals(40, page.text().split("word", -1).length - 1);
  }

  @Test
  void breaksWordsThatAreLongerThanALine() {
    Page page = new Page(PLAIN, 80);
    page.wrapped("> ", "  ", "x".repeat(200));
    assertEquals(3, page.text().lines().count());
    page.text().lines().forEach(line -> assertTrue(line.length() <= 80, line));
    assertEquals(200, page.text().chars().filter(letter -> letter == 'x').count());
  }

  @Test
  void countsColumnsNotColours() {
    Ink coloured = new Ink(true);
    assertEquals(4, Page.wide(coloured.bad("four")));
    assertEquals(8, Page.wide(Page.padded(coloured.bold("four"), 8)));
    assertEquals(1, Page.wide("𝄞"));
  }

  @Test
  void leavesOutFieldsThatSayNothing() {
    Page page = new Page(PLAIN, 80);
    page.field("  ", "what", "");
    assertEquals("", page.text());
  }

  @Test
  void staysBetweenTheNarrowestAndTheWidest() {
    assertEquals(80, new Page(PLAIN, 10).width());
    assertEquals(120, new Page(PLAIN, 400).width());
  }

  @Test
  void separatesByOneEmptyLineOnly() {
    Page page = new Page(PLAIN, 80);
    page.blank();
    page.line("a");
    page.blank();
    page.blank();
    page.line("b");
    assertEquals("a\n\nb\n", page.text());
  }
}
