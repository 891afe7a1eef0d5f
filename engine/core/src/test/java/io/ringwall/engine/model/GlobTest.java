package io.ringwall.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GlobTest {
  @Test
  void aStarStandsForAnyText() {
    assertTrue(new Glob("shop*").matches("shop"));
    assertTrue(new Glob("*-db").matches("user-db"));
    assertTrue(new Glob("a*b*c").matches("a-b-b-c"));
    assertFalse(new Glob("a*b").matches("a-b-c"));
    assertFalse(new Glob("shop").matches("shops"));
  }

  @Test
  void oneCoversAnotherIfItMatchesWhateverThatMatches() {
    assertTrue(new Glob("*").covers(new Glob("shop*")));
    assertTrue(new Glob("s*").covers(new Glob("shop*")));
    assertTrue(new Glob("a*").covers(new Glob("a*b")));
    assertFalse(new Glob("shop*").covers(new Glob("s*")));
    assertFalse(new Glob("shop").covers(new Glob("*")));
  }

  @Test
  void twoOverlapIfSomeTextMatchesBoth() {
    assertTrue(new Glob("shop-*").overlaps(new Glob("*-db")));
    assertTrue(new Glob("*").overlaps(new Glob("x")));
    assertFalse(new Glob("a*").overlaps(new Glob("b*")));
    assertFalse(new Glob("*a").overlaps(new Glob("*b")));
  }

  @Test
  void longPatternsNeedNoMoreThanTheirLength() {
    Glob letters = new Glob("a".repeat(8_000));
    assertTrue(letters.overlaps(new Glob("*" + "a".repeat(7_000) + "*")));
    assertFalse(letters.overlaps(new Glob("a".repeat(7_999))));
    assertTrue(new Glob("*".repeat(8_000)).overlaps(letters));
  }

  @Test
  void twoOverlapExactlyIfAShortTextMatchesBoth() {
    List<String> texts = texts("abc", 4);
    List<Glob> globs = texts("ab*", 3).stream().map(Glob::new).toList();
    for (Glob one : globs) {
      for (Glob other : globs) {
        boolean both = texts.stream().anyMatch(text -> one.matches(text) && other.matches(text));
        assertEquals(both, one.overlaps(other), () -> one + " " + other);
      }
    }
  }

  private static List<String> texts(String letters, int max) {
    List<String> all = new ArrayList<>(List.of(""));
    for (int i = 0; i < all.size() && all.get(i).length() < max; i++) {
      for (int letter = 0; letter < letters.length(); letter++) {
        all.add(all.get(i) + letters.charAt(letter));
      }
    }
    return all;
  }

  @Test
  void coveringAndOverlappingAgreeWithMatchingOnRandomTexts() {
    long seed = 20260301;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      Glob one = new Glob(text(random, "ab*", 4));
      Glob other = new Glob(text(random, "ab*", 4));
      String text = text(random, "abc", 5);
      String context = "seed " + seed + ": " + one + " " + other + " '" + text + "'";
      if (one.covers(other) && other.matches(text)) {
        assertTrue(one.matches(text), context);
      }
      if (one.matches(text) && other.matches(text)) {
        assertTrue(one.overlaps(other), context);
      }
      assertEquals(one.overlaps(other), other.overlaps(one), context);
    }
  }

  private static String text(Random random, String letters, int max) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(max + 1); length > 0; length--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}
