package io.ringwall.engine.model;

/** A text in which {@code *} stands for any text, the empty one included. */
public record Glob(String pattern) {
  static final Glob ANY = new Glob("*");

  /** Is it this text. */
  public boolean matches(String text) {
    return matches(text, false);
  }

  /**
   * Does it match whatever the other matches. The other's {@code *} is taken as a letter that only
   * a {@code *} matches.
   */
  boolean covers(Glob other) {
    return matches(other.pattern, true);
  }

  private boolean matches(String text, boolean starIsLetter) {
    int at = 0;
    int star = -1;
    int retry = 0;
    int i = 0;
    while (i < text.length()) {
      char letter = text.charAt(i);
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        retry = i;
      } else if (at < pattern.length()
          && pattern.charAt(at) == letter
          && !(starIsLetter && letter == '*')) {
        at++;
        i++;
      } else if (star >= 0) {
        at = star + 1;
        i = ++retry;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }

  /** Is there a text that both match. */
  public boolean overlaps(Glob other) {
    boolean[][] known = new boolean[pattern.length() + 1][other.pattern.length() + 1];
    return overlaps(0, other, 0, known);
  }

  private boolean overlaps(int at, Glob other, int otherAt, boolean[][] failed) {
    if (at == pattern.length() && otherAt == other.pattern.length()) {
      return true;
    }
    if (failed[at][otherAt]) {
      return false;
    }
    boolean star = at < pattern.length() && pattern.charAt(at) == '*';
    boolean otherStar = otherAt < other.pattern.length() && other.pattern.charAt(otherAt) == '*';
    boolean found = star && overlaps(at + 1, other, otherAt, failed);
    found = found || otherStar && overlaps(at, other, otherAt + 1, failed);
    boolean letters = at < pattern.length() && otherAt < other.pattern.length();
    if (!found && letters) {
      if (star) {
        found = overlaps(at, other, otherAt + 1, failed);
      } else if (otherStar) {
        found = overlaps(at + 1, other, otherAt, failed);
      } else {
        found =
            pattern.charAt(at) == other.pattern.charAt(otherAt)
                && overlaps(at + 1, other, otherAt + 1, failed);
      }
    }
    failed[at][otherAt] = !found;
    return found;
  }

  @Override
  public String toString() {
    return pattern;
  }
}
