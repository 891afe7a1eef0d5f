package io.ringwall.bench.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The first packet of a capture as a capture of its own. */
final class OnePacket {
  private static final int HEADERS = 24 + 16;

  private OnePacket() {}

  /** Copies it from a file of {@link CaptureWriter}. */
  static void copy(Path from, Path to) throws IOException {
    try (InputStream in = Files.newInputStream(from)) {
      byte[] headers = in.readNBytes(HEADERS);
      int length = ByteBuffer.wrap(headers).order(ByteOrder.LITTLE_ENDIAN).getInt(24 + 8);
      ByteBuffer all = ByteBuffer.allocate(HEADERS + length);
      all.put(headers).put(in.readNBytes(length));
      Files.write(to, all.array());
    }
  }
}
