package io.ringwall.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
