package io.ringwall.bench.stall;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk so small that it can be filled. */
final class SmallDisk {
  private static final int PAGE = 4_096;

  private final Path filler;

  SmallDisk(Path mounted) {
    this.filler = mounted.resolve("filler");
  }

  void fill() throws IOException {
    byte[] page = new byte[PAGE];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(page);
      }
    } catch (IOException full) {
      if (Files.size(filler) == 0) {
        throw full;
      }
    }
  }

  void free() throws IOException {
    Files.delete(filler);
  }
}
