package io.ringwall.sdk.source;

import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.PluginException.Category;
import io.ringwall.sdk.plugin.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Epochs of files, for {@code SourceContext.origin}: they tell contents apart, not names. */
public final class Epochs {
  private static final int BEGINNING = 4096;

  private Epochs() {}

  /**
   * The epoch of a recording: CRC-32C in hex and length in bytes, {@code 1a2b3c4d-4096}. Reads the
   * whole file.
   *
   * @throws PluginException of category INPUT when it cannot be read
   */
  public static String ofContent(Path file) throws PluginException {
    var checksum = new CRC32C();
    long length = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        checksum.update(buffer, 0, read);
        length += read;
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return "%08x-%d".formatted(checksum.getValue(), length);
  }

  /**
   * The epoch of a log that grows: the checksum of its first line (at most 4,096 bytes of it). It
   * stays as the log grows and wherever it is moved, and is another after it was cut to nothing.
   * Leaves the channel's position alone.
   *
   * @return empty while the first line is not whole
   */
  public static Optional<String> ofBeginning(FileChannel channel) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(BEGINNING);
    while (head.hasRemaining() && channel.read(head, head.position()) > 0) {}
    head.flip();
    int end = 0;
    while (end < head.limit() && head.get(end) != '\n') {
      end++;
    }
    if (end == head.limit() && head.limit() < BEGINNING) {
      return Optional.empty();
    }
    var checksum = new CRC32C();
    checksum.update(head.slice(0, end));
    return Optional.of("log-%08x-%d".formatted(checksum.getValue(), end));
  }

  /** What a source throws when a recording cannot be read: category INPUT, and a sentence. */
  public static PluginException unreadable(Path file, IOException cause) {
    return new PluginException(
        Category.INPUT, file + " cannot be read: " + Reasons.of(cause), cause);
  }
}
