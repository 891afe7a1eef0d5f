package io.ringwall.engine.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what a misspelt word was meant to be. */
public final class Suggestion {
  private static final int LISTED_MAX = 12;

  private Suggestion() {}

  /** The known word that is nearest, if one is near enough to be meant. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    String lower = word.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(candidate -> distance(lower, candidate) <= Math.max(1, lower.length() / 3))
        .min(
            Comparator.comparingInt((String candidate) -> distance(lower, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /**
   * What follows "unknown …": {@code ; did you mean 'x'?}, else the words to choose from: {@code ;
   * known are a, b}.
   */
  public static String after(String word, Collection<String> known) {
    if (known.isEmpty()) {
      return "; there are none";
    }
    return nearest(word, known)
        .map(meant -> "; did you mean '" + meant + "'?")
        .orElseGet(() -> "; known are " + listed(known));
  }

  private static String listed(Collection<String> known) {
    String first = known.stream().sorted().limit(LISTED_MAX).collect(Collectors.joining(", "));
    return known.size() > LISTED_MAX ? first + ", …" : first;
  }

  /** Edits between two words; a swap of neighbours is one (optimal string alignment). */
  private static int distance(String left, String candidate) {
    String right = candidate.toLowerCase(Locale.ROOT);
    int[][] edits = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : edit(edits, left, right, i, j);
      }
    }
    return edits[left.length()][right.length()];
  }

  private static int edit(int[][] edits, String left, String right, int i, int j) {
    boolean same = left.charAt(i - 1) == right.charAt(j - 1);
    int least = edits[i - 1][j - 1] + (same ? 0 : 1);
    least = Math.min(least, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
    return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
  }
}
