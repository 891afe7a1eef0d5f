package io.ringwall.plugin.file;

import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.plugin.FindingSink;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.PluginException.Category;
import io.ringwall.sdk.plugin.Reasons;
import io.ringwall.sdk.plugin.SinkContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Appends findings to a file, a line of JSON each; a new revision of a finding is a new line.
 *
 * <p>What the engine gives again after a crash was written since the last flush, so it stands in
 * the last part of the file: that part is read when the file is opened, and what it holds is not
 * written again. A last line that the crash cut off is removed, since its finding comes again.
 */
final class FindingFile implements FindingSink {
  /** Much more than is ever written between two flushes. */
  static final long REREAD = 64L << 20;

  private static final int REMEMBERED = 100_000;
  private static final int CHUNK = 1 << 20;

  private final Path path;
  private final FileChannel channel;
  private final SinkContext context;
  private final Map<String, Long> unsynced = new HashMap<>();
  private long durable;
  private final Map<String, Long> synced =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  private FindingFile(Path path, FileChannel channel, SinkContext context) {
    this.path = path;
    this.channel = channel;
    this.context = context;
  }

  static FindingFile open(Path path, SinkContext context) throws PluginException {
    @Nullable FileChannel channel = null;
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      boolean made = !Files.exists(path);
      channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      lock(path, channel);
      if (made && folder != null) {
        sync(folder);
      }
      var file = new FindingFile(path, channel, context);
      file.recover();
      return file;
    } catch (IOException e) {
      close(channel, e);
      throw new PluginException(
          Category.RESOURCE,
          "file " + path + " cannot be opened for findings: " + Reasons.of(e),
          e);
    } catch (PluginException e) {
      close(channel, e);
      throw e;
    }
  }

  private static void close(@Nullable FileChannel channel, Exception cause) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Two who write to one file would write over each other. Held until the channel is closed. */
  private static void lock(Path path, FileChannel channel) throws IOException, PluginException {
    boolean free;
    try {
      free = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      free = false;
    }
    if (!free) {
      throw new PluginException(
          Category.RESOURCE,
          "file "
              + path
              + " is being written by another Ringwall; give each one a file of its own");
    }
  }

  /** A file's name is durable only when its folder is. */
  private static void sync(Path folder) throws IOException {
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  private void recover() throws IOException, PluginException {
    long size = channel.size();
    long start = Math.max(0, size - REREAD);
    var line = new ByteArrayOutputStream();
    boolean inside = start == 0;
    long lineStart = start;
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    for (long position = start; position < size; position += buffer.limit()) {
      buffer.clear();
      if (channel.read(buffer, position) < 0) {
        break;
      }
      buffer.flip();
      for (int i = 0; i < buffer.limit(); i++) {
        byte value = buffer.get(i);
        if (value != '\n') {
          line.write(value);
          continue;
        }
        if (inside) {
          remember(line, lineStart);
        }
        inside = true;
        line.reset();
        lineStart = position + i + 1;
      }
    }
    repair(line, lineStart, size);
    channel.force(true);
    durable = channel.size();
  }

  private void remember(ByteArrayOutputStream line, long start) throws PluginException {
    LineHeader header = LineHeader.read(line.toByteArray(), line.size());
    if (header != null) {
      synced.merge(header.id(), header.revision(), Math::max);
    } else if (start == 0) {
      throw new PluginException(
          Category.CONFIGURATION,
          "file " + path + " holds something other than findings; it is left as it is");
    }
  }

  private void repair(ByteArrayOutputStream rest, long start, long size)
      throws IOException, PluginException {
    if (rest.size() == 0) {
      return;
    }
    LineHeader header = LineHeader.read(rest.toByteArray(), rest.size());
    if (header != null) {
      synced.merge(header.id(), header.revision(), Math::max);
      append("\n".getBytes(StandardCharsets.UTF_8), size);
      return;
    }
    if (rest.toByteArray()[0] != '{') {
      throw new PluginException(
          Category.CONFIGURATION,
          "file " + path + " ends with something other than a finding; it is left as it is");
    }
    channel.truncate(start);
    context
        .diagnostics()
        .remark(
            "file %s ended within a line; its last %d bytes were removed"
                .formatted(path, size - start));
  }

  @Override
  public void accept(Finding finding) throws PluginException {
    byte[] line = (context.json(finding) + "\n").getBytes(StandardCharsets.UTF_8);
    LineHeader header = LineHeader.read(line, line.length - 1);
    String id = header == null ? finding.id() : header.id();
    if (Math.max(revision(synced, id), revision(unsynced, id)) >= finding.revision()) {
      context.diagnostics().count("repeats-left-out", 1);
      return;
    }
    try {
      append(line, channel.size());
    } catch (IOException e) {
      throw new PluginException(
          Category.RESOURCE, "file " + path + " does not take a finding: " + Reasons.of(e), e);
    }
    unsynced.put(id, (long) finding.revision());
    context.diagnostics().count("findings", 1);
  }

  private static long revision(Map<String, Long> revisions, String id) {
    return revisions.getOrDefault(id, -1L);
  }

  /** Writes all of it or, as far as the disk lets us, nothing. */
  private void append(byte[] bytes, long end) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer, end + buffer.position());
      }
    } catch (IOException e) {
      channel.truncate(end);
      throw e;
    }
  }

  /** After a failed sync nobody knows what reached the disk, so all of it is taken back. */
  @Override
  public void flush() throws PluginException {
    try {
      channel.force(true);
      durable = channel.size();
      synced.putAll(unsynced);
      unsynced.clear();
    } catch (IOException e) {
      unsynced.clear();
      truncate(e);
      throw new PluginException(
          Category.RESOURCE, "file " + path + " cannot be synced: " + Reasons.of(e), e);
    }
  }

  private void truncate(IOException cause) {
    try {
      channel.truncate(durable);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      context.diagnostics().remark("file " + path + " was not closed: " + Reasons.of(e));
    }
  }
}
