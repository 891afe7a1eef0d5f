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
    boolean[] reached = new boolean[other.pattern.length() + 1];
    reached[0] = true;
    for (int at = 0; at < pattern.length(); at++) {
      boolean star = isStar(at);
      other.passStars(reached, star);
      if (!star) {
        other.passLetter(reached, pattern.charAt(at));
      }
    }
    other.passStars(reached, false);
    return reached[other.pattern.length()];
  }

  private boolean isStar(int at) {
    return at < pattern.length() && pattern.charAt(at) == '*';
  }

  /** Goes on to what is reached here while the other pattern stays: at a star, or anywhere. */
  private void passStars(boolean[] reached, boolean anywhere) {
    for (int at = 0; at < pattern.length(); at++) {
      reached[at + 1] |= reached[at] && (anywhere || isStar(at));
    }
  }

  /** Goes on by a letter of the other pattern: over the same one, or within a star. */
  private void passLetter(boolean[] reached, char letter) {
    for (int at = pattern.length(); at >= 0; at--) {
      boolean passed = at > 0 && reached[at - 1] && pattern.charAt(at - 1) == letter;
      reached[at] = passed || (reached[at] && isStar(at));
    }
  }

  @Override
  public String toString() {
    return pattern;
  }
}
