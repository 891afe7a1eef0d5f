package io.ringwall.plugin.pcap.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A forward reader over some bytes. Reading beyond the end gives zeros and makes the reader {@link
 * #failed()} for good, so that parsers check once instead of at each step.
 */
final class Bytes {
  private final ByteBuffer data;
  private final int start;
  private final int end;
  private int at;
  private boolean failed;

  Bytes(ByteBuffer data, int start, int end) {
    this.data = data;
    this.start = start;
    this.end = end;
    this.at = start;
  }

  static Bytes of(byte[] data, int length) {
    return new Bytes(ByteBuffer.wrap(data), 0, length);
  }

  boolean failed() {
    return failed;
  }

  int remaining() {
    return end - at;
  }

  boolean isEmpty() {
    return at >= end;
  }

  /** Index of the next byte, counted from the first. */
  int position() {
    return at - start;
  }

  void position(int position) {
    at = Math.clamp((long) start + position, start, end);
  }

  int u8() {
    return need(1) ? data.get(at++) & 0xff : 0;
  }

  int u16() {
    if (!need(2)) {
      return 0;
    }
    at += 2;
    return data.getShort(at - 2) & 0xffff;
  }

  int u24() {
    return u8() << 16 | u16();
  }

  long u32() {
    if (!need(4)) {
      return 0;
    }
    at += 4;
    return data.getInt(at - 4) & 0xffff_ffffL;
  }

  /** The byte at an index behind the next one, or -1. */
  int peek(int offset) {
    return offset >= 0 && at + offset < end ? data.get(at + offset) & 0xff : -1;
  }

  void skip(long length) {
    if (length < 0 || length > remaining()) {
      failed = true;
      at = end;
    } else {
      at += (int) length;
    }
  }

  /** The next bytes as a reader of their own; passes over them. */
  Bytes slice(int length) {
    if (!need(length)) {
      return new Bytes(data, end, end);
    }
    at += length;
    return new Bytes(data, at - length, at);
  }

  byte[] take(int length) {
    if (!need(length)) {
      return new byte[0];
    }
    byte[] taken = new byte[length];
    data.get(at, taken);
    at += length;
    return taken;
  }

  /** The next bytes as text, a character each. */
  String text(int length) {
    return new String(take(length), StandardCharsets.ISO_8859_1);
  }

  private boolean need(int length) {
    if (length >= 0 && length <= end - at) {
      return true;
    }
    failed = true;
    at = end;
    return false;
  }
}
