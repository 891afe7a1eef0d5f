package io.ringwall.plugin.falco;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** The whole lines of a file that grows; what has no line end yet is left for later. */
final class Tail implements Closeable {
  private final FileChannel channel;
  private final ByteBuffer read = ByteBuffer.allocate(1 << 16).limit(0);
  private byte[] line = new byte[4096];
  private int length;
  private int gathered;
  private boolean gatheredTooLong;
  private boolean tooLong;
  private long offset;
  private long next;
  private long position;

  /**
   * Begins to read.
   *
   * @param offset where a line begins
   */
  Tail(FileChannel channel, long offset) {
    this.channel = channel;
    this.offset = offset;
    this.next = offset;
    this.position = offset;
  }

  /** Goes to the next whole line; false where there is none yet. */
  boolean next() throws IOException {
    while (true) {
      while (read.hasRemaining()) {
        byte one = read.get();
        if (one == '\n') {
          finish();
          return true;
        }
        gather(one);
      }
      read.clear();
      int count = channel.read(read, position);
      read.flip();
      if (count <= 0) {
        return false;
      }
      position += count;
    }
  }

  private void finish() {
    offset = next;
    next = position - read.remaining();
    length = gathered;
    tooLong = gatheredTooLong;
    gathered = 0;
    gatheredTooLong = false;
  }

  private void gather(byte one) {
    if (gatheredTooLong || gathered == Lines.LIMIT) {
      gatheredTooLong = true;
      gathered = 0;
      return;
    }
    if (gathered == line.length) {
      line = Arrays.copyOf(line, 2 * line.length);
    }
    line[gathered++] = one;
  }

  /** The line, up to {@link #length}; until the next call. */
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

  /** Where the line begins. */
  long offset() {
    return offset;
  }

  /** Where the line behind it begins. */
  long nextOffset() {
    return next;
  }

  /** Length of the file as it is now. */
  long size() throws IOException {
    return channel.size();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
