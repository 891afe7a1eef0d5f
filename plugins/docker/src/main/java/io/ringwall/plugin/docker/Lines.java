package io.ringwall.plugin.docker;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The lines of a file, one at a time; of a line that is too long, nothing is kept. */
final class Lines implements Closeable {
  /** Longer than any line of Docker's by far; a file without line ends does not fill the memory. */
  static final int LIMIT = 1 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int filled;
  private byte[] line = new byte[4096];
  private int length;
  private long offset;
  private long consumed;
  private long number;
  private boolean tooLong;

  Lines(Path file) throws IOException {
    in = Files.newInputStream(file);
  }

  /** Goes to the next line, which may be the last without a line end; false at the end. */
  boolean next() throws IOException {
    length = 0;
    tooLong = false;
    offset = consumed;
    while (available()) {
      int end = position;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      append(end - position);
      boolean ended = end < filled;
      consumed += end - position + (ended ? 1 : 0);
      position = end + (ended ? 1 : 0);
      if (ended) {
        number++;
        return true;
      }
    }
    if (consumed == offset) {
      return false;
    }
    number++;
    return true;
  }

  private boolean available() throws IOException {
    if (position == filled) {
      position = 0;
      filled = Math.max(0, in.read(buffer));
    }
    return filled > 0;
  }

  private void append(int count) {
    if (tooLong || length + count > LIMIT) {
      tooLong = true;
      length = 0;
      return;
    }
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(length + count, 2 * line.length));
    }
    System.arraycopy(buffer, position, line, length, count);
    length += count;
  }

  byte[] bytes() {
    return line;
  }

  int length() {
    return length;
  }

  boolean tooLong() {
    return tooLong;
  }

  /** Is there nothing in it but white space. */
  boolean blank() {
    for (int i = 0; i < length; i++) {
      if (line[i] > ' ' || line[i] < 0) {
        return false;
      }
    }
    return !tooLong;
  }

  /** Counted from 1. */
  long number() {
    return number;
  }

  /** How many bytes were read. */
  long consumed() {
    return consumed;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
