package io.ringwall.engine.rules;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads what {@link CacheWriter} wrote; throws an unchecked exception where that is not so. */
final class CacheReader {
  private final ByteBuffer in;

  CacheReader(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes);
  }

  long number() {
    return in.getLong();
  }

  int integer() {
    return Math.toIntExact(number());
  }

  boolean flag() {
    return number() == 1;
  }

  String text() {
    int length = length();
    String text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
    in.position(in.position() + length);
    return text;
  }

  byte[] bytes() {
    byte[] bytes = new byte[length()];
    in.get(bytes);
    return bytes;
  }

  private int length() {
    int length = integer();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalStateException("expected " + length + " bytes, found " + in.remaining());
    }
    return length;
  }

  /** Does it as often as the number that comes next says. */
  void times(Runnable each) {
    for (long left = number(); left > 0; left--) {
      each.run();
    }
  }

  <T> List<T> list(Supplier<T> each) {
    List<T> items = new ArrayList<>();
    times(() -> items.add(each.get()));
    return items;
  }
}
