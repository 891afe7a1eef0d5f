package io.ringwall.plugin.falco;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What tells one log from another though both have one name: the checksum of how it begins. It
 * stays as the log grows, wherever it is moved, and is another after it was cut to nothing.
 */
final class LogIdentity {
  private static final int BEGINNING = 4096;

  private LogIdentity() {}

  /** The log's identity; empty while its first line is not whole. */
  static Optional<String> of(FileChannel channel) throws IOException {
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

  /** Does it begin as text does; what was moved away may have been compressed since. */
  static boolean isText(FileChannel channel) throws IOException {
    ByteBuffer first = ByteBuffer.allocate(1);
    return channel.read(first, 0) == 1 && first.get(0) >= ' ';
  }
}
