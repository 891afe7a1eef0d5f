package io.ringwall.plugin.pcap.flow;

import org.jspecify.annotations.Nullable;

/** Histories as text; mostly the same text for the same history, since few are frequent. */
final class HistoryTexts {
  private static final int SIZE = 1 << 10;

  private final long[] letters = new long[2 * SIZE];
  private final @Nullable String[] texts = new String[SIZE];

  /** The text of a history, which is in two longs. */
  String text(long first, long second) {
    long mixed = (first * 31 + second) * 0x9e3779b97f4a7c15L;
    int at = (int) (mixed >>> 54);
    String known = texts[at];
    if (known != null && letters[2 * at] == first && letters[2 * at + 1] == second) {
      return known;
    }
    String text = History.text(first, second);
    letters[2 * at] = first;
    letters[2 * at + 1] = second;
    texts[at] = text;
    return text;
  }
}
