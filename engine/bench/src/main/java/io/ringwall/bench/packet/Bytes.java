package io.ringwall.bench.packet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes put one after the other, in network order unless said otherwise. */
final class Bytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Bytes u8(int value) {
    out.write(value);
    return this;
  }

  Bytes u16(int value) {
    return u8(value >> 8).u8(value);
  }

  Bytes u24(int value) {
    return u8(value >> 16).u16(value);
  }

  Bytes u32(long value) {
    return u16((int) (value >> 16)).u16((int) value);
  }

  Bytes u48(long value) {
    return u16((int) (value >> 32)).u32(value);
  }

  /** Four bytes, lowest first. */
  Bytes u32LowFirst(long value) {
    return u8((int) value).u8((int) (value >> 8)).u8((int) (value >> 16)).u8((int) (value >> 24));
  }

  Bytes text(String text) {
    return raw(text.getBytes(StandardCharsets.UTF_8));
  }

  Bytes zeros(int count) {
    return raw(new byte[count]);
  }

  Bytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  int length() {
    return out.size();
  }

  byte[] toArray() {
    return out.toByteArray();
  }
}
