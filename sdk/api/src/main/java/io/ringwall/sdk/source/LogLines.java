package io.ringwall.sdk.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * The lines of a file, one at a time, each with its place; the object itself is the line that was
 * come to. The file may grow while it is read. Used by one thread; methods block for the disk only.
 */
public final class LogLines implements LogLine, Closeable {
  /** Of a longer line nothing is kept, in bytes: a file without line ends fills no memory. */
  public static final int LONGEST = 1 << 20;

  private static final int CHUNK = 1 << 16;

  private final FileChannel channel;
  private final byte[] chunk = new byte[CHUNK];
  private int position;
  private int filled;
  private long read;
  private byte[] line = new byte[4096];
  private int gathered;
  private boolean gatheredTooLong;
  private int length;
  private boolean tooLong;
  private long offset;
  private long next;
  private long number;

  /**
   * The lines of a channel, which is closed with this.
   *
   * @param offset where a line begins, in bytes
   */
  public LogLines(FileChannel channel, long offset) {
    this.channel = channel;
    this.offset = offset;
    this.next = offset;
    this.read = offset;
  }

  /** The lines of a file from its beginning. */
  public static LogLines of(Path file) throws IOException {
    return new LogLines(FileChannel.open(file, StandardOpenOption.READ), 0);
  }

  /**
   * Goes to the next line that has its line end; what has none yet is left for later.
   *
   * @return false when there is none now; there is no line to look at then
   */
  public boolean next() throws IOException {
    while (true) {
      int end = position;
      while (end < filled && chunk[end] != '\n') {
        end++;
      }
      gather(end - position);
      boolean ended = end < filled;
      position = end + (ended ? 1 : 0);
      if (ended) {
        finish();
        return true;
      }
      if (!more()) {
        return false;
      }
    }
  }

  /** Goes to the next line, which may be a last one without line end; false at the file's end. */
  public boolean nextOrRest() throws IOException {
    if (next()) {
      return true;
    }
    if (read == next) {
      return false;
    }
    finish();
    return true;
  }

  private boolean more() throws IOException {
    int count = channel.read(ByteBuffer.wrap(chunk), read);
    position = 0;
    filled = Math.max(0, count);
    read += filled;
    return filled > 0;
  }

  private void gather(int count) {
    if (gatheredTooLong || gathered + count > LONGEST) {
      gatheredTooLong = true;
      gathered = 0;
      return;
    }
    if (gathered + count > line.length) {
      line = Arrays.copyOf(line, Math.max(gathered + count, 2 * line.length));
    }
    System.arraycopy(chunk, position, line, gathered, count);
    gathered += count;
  }

  private void finish() {
    offset = next;
    next = read - (filled - position);
    length = gathered;
    tooLong = gatheredTooLong;
    gathered = 0;
    gatheredTooLong = false;
    number++;
  }

  @Override
  public byte[] bytes() {
    return line;
  }

  @Override
  public int from() {
    return 0;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public long offset() {
    return offset;
  }

  /** Was it longer than {@link #LONGEST}; its bytes are gone then. */
  public boolean isTooLong() {
    return tooLong;
  }

  @Override
  public boolean isBlank() {
    return !tooLong && LogLine.super.isBlank();
  }

  /** Where the line behind it begins, in bytes. */
  public long nextOffset() {
    return next;
  }

  /** Which line it is of those that were read, from 1. */
  public long number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /**
   * Is there such a line among these bytes: for {@code RecordingFactory.recognises}, which is given
   * how a file begins. The last line may be cut off.
   */
  public static boolean anyIn(byte[] head, Predicate<? super LogLine> which) {
    int from = 0;
    while (from < head.length) {
      int to = from;
      while (to < head.length && head[to] != '\n') {
        to++;
      }
      if (which.test(new Part(head, from, to - from))) {
        return true;
      }
      from = to + 1;
    }
    return false;
  }

  private static final class Part implements LogLine {
    private final byte[] head;
    private final int from;
    private final int length;

    Part(byte[] head, int from, int length) {
      this.head = head;
      this.from = from;
      this.length = length;
    }

    @Override
    public byte[] bytes() {
      return head;
    }

    @Override
    public int from() {
      return from;
    }

    @Override
    public int length() {
      return length;
    }

    @Override
    public long offset() {
      return from;
    }
  }
}
