package io.ringwall.engine.ledger;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.sdk.plugin.Reasons;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The file under the ledger: opened, checked, and cut where its last group was torn. */
final class LedgerFile implements AutoCloseable {
  private static final byte[] MAGIC = {'R', 'W', 'L', 'E', 'D', 'G', 0, 1};

  /** Holds the longest record, and much more than the usual one. */
  private static final int WINDOW = Frame.SIZE_MAX + (32 << 20);

  private final Path path;
  private final FileChannel channel;
  private final Map<String, Integer> known;
  private final Consumer<LedgerRecord> reader;
  private ByteBuffer window = ByteBuffer.allocate(0);
  private long windowStart;
  private long size;
  private long tornBytes;
  private long end;

  private LedgerFile(
      Path path, FileChannel channel, Map<String, Integer> known, Consumer<LedgerRecord> reader) {
    this.path = path;
    this.channel = channel;
    this.known = known;
    this.reader = reader;
  }

  /** Opens a file, which is made when missing. */
  static LedgerFile open(Path path, Map<String, Integer> known, Consumer<LedgerRecord> reader) {
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      var file = new LedgerFile(path, channel, known, reader);
      file.recover();
      return file;
    } catch (IOException e) {
      close(channel);
      throw new RingwallException(
          Category.RESOURCE, "the ledger " + path + " cannot be opened: " + Reasons.of(e), e);
    } catch (RuntimeException e) {
      close(channel);
      throw e;
    }
  }

  /** A new file without records. */
  static LedgerFile create(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      var file = new LedgerFile(path, channel, Map.of(), record -> {});
      file.begin();
      return file;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static void close(@Nullable FileChannel channel) {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("the ledger cannot be closed", e);
    }
  }

  private void recover() throws IOException {
    size = channel.size();
    if (size < MAGIC.length) {
      tornBytes = size;
      begin();
      return;
    }
    load(0);
    checkMagic();
    cut(read());
    window = ByteBuffer.allocate(0);
  }

  private void load(long from) throws IOException {
    int length = (int) Math.min(WINDOW, size - from);
    window = window.capacity() < length ? ByteBuffer.allocate(length) : window.clear();
    window.limit(length);
    while (window.hasRemaining() && channel.read(window, from + window.position()) >= 0) {}
    window.flip();
    windowStart = from;
  }

  private Frame.@Nullable Read frame(long position) throws IOException {
    long inWindow = windowStart + window.limit() - position;
    if (inWindow < Frame.SIZE_MAX && inWindow < size - position) {
      load(position);
    }
    return Frame.decode(window, (int) (position - windowStart));
  }

  private void begin() throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(MAGIC), 0);
    channel.force(true);
    end = MAGIC.length;
  }

  private void checkMagic() {
    for (int i = 0; i < MAGIC.length; i++) {
      if (window.get(i) != MAGIC[i]) {
        throw new RingwallException(
            Category.INPUT,
            path
                + " is no ledger of this version of Ringwall: byte "
                + i
                + " is "
                + window.get(i)
                + ", expected "
                + MAGIC[i]);
      }
    }
  }

  /** Reads all records up to the first that is not whole, and returns where that one begins. */
  private long read() throws IOException {
    long position = MAGIC.length;
    for (Frame.Read frame = frame(position); frame != null; frame = frame(position)) {
      keep(frame, position);
      position += frame.size();
    }
    refuseDamage(position);
    return position;
  }

  private void keep(Frame.Read frame, long position) {
    Integer newest = known.get(frame.kind());
    if (newest == null || frame.version() > newest) {
      throw new RingwallException(
          Category.INPUT,
          "the ledger "
              + path
              + " was written by a newer Ringwall: at byte "
              + position
              + " is a record '"
              + frame.kind()
              + "' of version "
              + frame.version()
              + "; this one reads "
              + (newest == null ? "no such kind" : "versions up to " + newest));
    }
    reader.accept(new LedgerRecord(frame.kind(), frame.version(), frame.json()));
  }

  /**
   * A group is written only after the one before it was synced. So a whole record of a group that
   * begins behind the broken one means that acknowledged records were damaged; one of the same
   * group only means that a crash left parts of what nobody was told is safe.
   */
  private void refuseDamage(long broken) throws IOException {
    for (long position = broken + 1; position < size; position++) {
      Frame.Read frame = frame(position);
      if (frame == null) {
        continue;
      }
      if (position - frame.distance() > broken) {
        throw new RingwallException(
            Category.RESOURCE,
            "the ledger "
                + path
                + " is damaged at byte "
                + broken
                + ": records that were safe before are broken, and good ones follow from byte "
                + position
                + "; restore it from a copy");
      }
      position += frame.size() - 1;
    }
  }

  private void cut(long whole) throws IOException {
    tornBytes = size - whole;
    if (tornBytes > 0) {
      channel.truncate(whole);
      channel.force(true);
    }
    end = whole;
  }

  /** How much was cut off at the end because a crash had left it torn. */
  long tornBytes() {
    return tornBytes;
  }

  /** How long it is, as far as it is safe. */
  long length() {
    return end;
  }

  /**
   * Writes a group and syncs it.
   *
   * @throws IOException when the disk does not take it; the same group may be tried again, even
   *     after a sync that failed, for it is written anew
   */
  void write(ByteBuffer group) throws IOException {
    long position = end;
    try {
      while (group.hasRemaining()) {
        position += channel.write(group, position);
      }
      channel.force(false);
      end = position;
    } catch (IOException e) {
      cutBack(e);
      throw e;
    }
  }

  /** Leaves nothing behind of a group that failed, where the disk lets us. */
  private void cutBack(IOException problem) {
    try {
      channel.truncate(end);
    } catch (IOException e) {
      problem.addSuppressed(e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
