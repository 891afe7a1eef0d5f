package io.ringwall.plugin.pcap.flow;

/**
 * Zeek's history letters, five bits each in two longs (Zeek, base/protocols/conn/main.zeek, field
 * <code>history</code>).
 */
final class History {
  /** How many letters there are for each side. */
  static final int LETTERS = 14;

  private static final String ALPHABET = "shadfrcgtwiq^x";
  private static final int PER_LONG = 12;
  private static final int ORIGINATOR = 16;

  private History() {}

  static int code(char letter) {
    return ALPHABET.indexOf(letter);
  }

  /** Appends to the two longs from this index on; what does not fit is left out. */
  static void append(long[] page, int index, int code, boolean originator) {
    long letter = code + 1L + (originator ? ORIGINATOR : 0);
    for (int half = 0; half < 2; half++) {
      int used = (63 - Long.numberOfLeadingZeros(page[index + half] | 1) + 5) / 5;
      int count = page[index + half] == 0 ? 0 : used;
      if (count < PER_LONG) {
        page[index + half] |= letter << (5 * count);
        return;
      }
    }
  }

  static String text(long first, long second) {
    StringBuilder text = new StringBuilder(2 * PER_LONG);
    append(text, first);
    append(text, second);
    return text.toString();
  }

  private static void append(StringBuilder text, long letters) {
    for (long rest = letters; rest != 0; rest >>>= 5) {
      int code = (int) rest & 0x1f;
      char letter = ALPHABET.charAt((code & (ORIGINATOR - 1)) - 1);
      text.append((code & ORIGINATOR) != 0 ? Character.toUpperCase(letter) : letter);
    }
  }
}
