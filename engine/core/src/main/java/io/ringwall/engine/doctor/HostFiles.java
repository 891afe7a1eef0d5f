package io.ringwall.engine.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the kernel tells of this host in files.
 *
 * @param root what their paths begin with: {@code /}
 */
record HostFiles(Path root) {
  private static final int TEXT_MAX = 1 << 20;

  Path at(String path) {
    return root.resolve(path);
  }

  /** A file's text, without what surrounds it; empty when it cannot be read. */
  Optional<String> text(String path) {
    try (SeekableByteChannel file = Files.newByteChannel(at(path))) {
      // Much at once: the kernel gives the rest of a setting to nobody who took a part of it.
      ByteBuffer bytes = ByteBuffer.allocate(TEXT_MAX);
      while (bytes.hasRemaining() && file.read(bytes) >= 0) {}
      return Optional.of(
          new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A file's lines; none when it cannot be read. */
  List<String> lines(String path) {
    return text(path).map(text -> text.lines().toList()).orElse(List.of());
  }

  /** What follows a name at the beginning of a line, such as {@code MemTotal:}. */
  Optional<String> after(String path, String name) {
    return lines(path).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip())
        .findFirst();
  }

  boolean has(String path) {
    return Files.exists(at(path));
  }
}
