package io.ringwall.plugin.pcap.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The first bytes that one side of a connection sent; beyond the end every byte is -1. */
final class Prefix {
  /** More is not needed to tell any protocol. */
  static final int MAX = 2_048;

  private static final byte[] NOTHING = {};

  /** The prefix of a side that has said nothing; shared, so nothing is added to it. */
  static final Prefix NONE = new Prefix();

  private byte[] bytes = NOTHING;
  private int length;

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
    length += kept;
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

  boolean startsWithAny(String... texts) {
    for (String text : texts) {
      if (startsWith(text)) {
        return true;
      }
    }
    return false;
  }

  /** Is the text somewhere in the first line. */
  boolean firstLineHas(String text) {
    for (int i = 0; i < length && bytes[i] != '\n'; i++) {
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
