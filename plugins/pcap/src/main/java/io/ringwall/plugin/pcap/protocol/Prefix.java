package io.ringwall.plugin.pcap.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The first bytes that one side of a connection sent; beyond the end every byte is -1. */
final class Prefix {
  /** More is not needed to tell any protocol. */
  static final int MAX = 2_048;

  /** What tells a protocol at a fixed place lies within so many bytes. */
  private static final int HEAD = 32;

  /** What binary protocols are told by lies within so many bytes, but for the text of a name. */
  private static final int HEADERS = 64;

  private static final byte[] NOTHING = {};

  /** The prefix of a side that has said nothing; shared, so nothing is added to it. */
  static final Prefix NONE = new Prefix();

  private byte[] bytes = NOTHING;
  private int length;

  /** What of it was there before the latest bytes came. */
  private int before;

  /** Where its first line ends, or -1 while it goes on. */
  private int lineEnd = -1;

  /** One that can be added to. */
  Prefix orNew() {
    return this == NONE ? new Prefix() : this;
  }

  void add(ByteBuffer data, int start, int count) {
    int kept = Math.min(count, MAX - length);
    if (length + kept > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(MAX, Math.max(length + kept, 2 * bytes.length)));
    }
    data.get(start, bytes, length, kept);
    before = lineEnd < 0 || length < HEAD ? length : MAX;
    length += kept;
    for (int i = before; i < length && lineEnd < 0; i++) {
      if (endsLine(bytes[i])) {
        lineEnd = i;
      }
    }
  }

  private static boolean endsLine(byte character) {
    return character < ' ' && character >= 0 && character != '\t' && character != '\r';
  }

  /** Is there as much of it as all headers have. */
  boolean isSettled() {
    return length >= HEADERS;
  }

  /** May texts at its beginning, and in its first line, tell something that they did not before. */
  boolean isNews() {
    return before < length;
  }

  int length() {
    return length;
  }

  boolean isFull() {
    return length == MAX;
  }

  byte[] bytes() {
    return bytes;
  }

  int u8(int index) {
    return index < length ? bytes[index] & 0xff : -1;
  }

  int u16(int index) {
    return index + 2 <= length ? u8(index) << 8 | u8(index + 1) : -1;
  }

  long u32(int index) {
    return index + 4 <= length ? (long) u16(index) << 16 | u16(index + 2) : -1;
  }

  long littleU32(int index) {
    return index + 4 <= length ? Integer.reverseBytes((int) u32(index)) & 0xffff_ffffL : -1;
  }

  boolean startsWith(String text) {
    return hasAt(0, text);
  }

  boolean hasAt(int index, String text) {
    if (index + text.length() > length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[index + i] != (byte) text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  boolean startsWithAny(String[] texts) {
    for (String text : texts) {
      if (startsWith(text)) {
        return true;
      }
    }
    return false;
  }

  /** Is the text somewhere in the first line; a control character ends a line, too. */
  boolean firstLineHas(String text) {
    return firstLineHas(text, 0);
  }

  /** Is the text somewhere in the first line, and was not before the latest bytes came. */
  boolean firstLineHasNow(String text) {
    return firstLineHas(text, Math.max(0, before - text.length() + 1));
  }

  private boolean firstLineHas(String text, int from) {
    int end = lineEnd < 0 ? length : lineEnd;
    for (int i = from; i < end; i++) {
      if (hasAt(i, text)) {
        return true;
      }
    }
    return false;
  }

  /** Does it begin with a line of printable characters. */
  boolean isTextLine() {
    for (int i = 0; i < length; i++) {
      int character = u8(i);
      if (character == '\n') {
        return i > 0;
      }
      if (character < 0x20 && character != '\r' && character != '\t') {
        return false;
      }
    }
    return false;
  }
}
