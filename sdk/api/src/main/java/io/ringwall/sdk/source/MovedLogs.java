package io.ringwall.sdk.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Logs that a rotation moved away. */
final class MovedLogs {
  private MovedLogs() {}

  /** Files beside the log whose names begin with its name, the youngest last. */
  static List<Path> of(Path log) throws IOException {
    Path folder = log.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    String name = String.valueOf(log.getFileName());
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(path -> String.valueOf(path.getFileName()).startsWith(name))
          .filter(path -> !path.equals(log.toAbsolutePath()) && Files.isRegularFile(path))
          .forEach(all::add);
    }
    all.sort((one, other) -> Long.compare(modified(one), modified(other)));
    return all;
  }

  private static long modified(Path path) {
    try {
      return Files.getLastModifiedTime(path).toMillis();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Does it begin as text does; what was moved away may have been compressed since. */
  static boolean isText(FileChannel channel) throws IOException {
    ByteBuffer first = ByteBuffer.allocate(1);
    return channel.read(first, 0) == 1 && first.get(0) >= ' ';
  }
}
