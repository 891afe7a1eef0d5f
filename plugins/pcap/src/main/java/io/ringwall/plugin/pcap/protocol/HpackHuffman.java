package io.ringwall.plugin.pcap.protocol;

import org.jspecify.annotations.Nullable;

/**
 * HPACK's Huffman code (RFC 7541, appendix B). It is canonical: the codes follow from their
 * lengths, in the order of the symbols.
 */
final class HpackHuffman {
  private static final int MAX_LENGTH = 30;

  /** Length of each symbol's code; a character stands for its distance from '@'. */
  private static final String LENGTHS =
      "MW\\\\\\\\\\\\\\X^\\\\^\\\\\\\\\\\\\\\\^\\\\\\\\\\\\\\\\\\FJJLMFHKJJHKHFFFEEEFFFFFFFGHOFLJ"
          + "MFGGGGGGGGGGGGGGGGGGGGGGHGHMSMNFOEFEFEFFFEGGFFFEFGFEEFGGGGGOKNM\\"
          + "TVTTVVVWVWWWWWXWXXVWXWWWWUVWVWWXVUTVVWWUWVVXUVWWUUVUWVWWTVVVWVVW"
          + "ZZTSVWVYZZZ[[ZXYSUZ[[Z[XUUZZ\\[[[TXTUVUUWVVYYXXZWZ[ZZ[[[[[\\[[[[[Z";

  private static final int[] FIRST_CODE = new int[MAX_LENGTH + 2];
  private static final int[] FIRST_INDEX = new int[MAX_LENGTH + 2];
  private static final int[] COUNT = new int[MAX_LENGTH + 1];
  private static final int[] SYMBOLS = new int[256];

  static {
    for (int symbol = 0; symbol < 256; symbol++) {
      COUNT[length(symbol)]++;
    }
    int code = 0;
    int index = 0;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      FIRST_CODE[length] = code;
      FIRST_INDEX[length] = index;
      for (int symbol = 0; symbol < 256; symbol++) {
        if (length(symbol) == length) {
          SYMBOLS[index++] = symbol;
        }
      }
      code = (code + COUNT[length]) << 1;
    }
  }

  private HpackHuffman() {}

  private static int length(int symbol) {
    return LENGTHS.charAt(symbol) - '@';
  }

  /** Decodes a string; null when it is not valid. */
  static @Nullable String decode(byte[] coded) {
    StringBuilder text = new StringBuilder(coded.length * 8 / 5);
    int code = 0;
    int length = 0;
    for (byte part : coded) {
      for (int bit = 7; bit >= 0; bit--) {
        code = code << 1 | part >> bit & 1;
        length++;
        if (length > MAX_LENGTH) {
          return null;
        }
        int offset = code - FIRST_CODE[length];
        if (offset >= 0 && offset < COUNT[length]) {
          text.append((char) SYMBOLS[FIRST_INDEX[length] + offset]);
          code = 0;
          length = 0;
        }
      }
    }
    boolean padding = length < 8 && code == (1 << length) - 1;
    return padding ? text.toString() : null;
  }
}
