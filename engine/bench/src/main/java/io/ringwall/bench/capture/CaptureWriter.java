package io.ringwall.bench.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes a large capture of Ethernet frames: pcap, in microseconds. */
final class CaptureWriter implements AutoCloseable {
  private static final int BUFFER = 1 << 20;
  private static final int SNAPLEN = 262_144;
  private static final long NANOS = 1_000_000_000L;

  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER + SNAPLEN).order(ByteOrder.LITTLE_ENDIAN);
  private long packets;

  /** Begins a file, which must not exist. */
  CaptureWriter(Path path) throws IOException {
    channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    buffer.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
    buffer.putLong(0).putInt(SNAPLEN).putInt(1);
  }

  /**
   * Begins a record of so many bytes and returns where in {@link #buffer} they are to be put; valid
   * until the next call.
   */
  int begin(long nanos, int captured, int original) throws IOException {
    if (buffer.position() >= BUFFER) {
      flush();
    }
    buffer.putInt((int) (nanos / NANOS)).putInt((int) (nanos % NANOS / 1_000));
    buffer.putInt(captured).putInt(original);
    int at = buffer.position();
    buffer.position(at + captured);
    packets++;
    return at;
  }

  byte[] buffer() {
    return buffer.array();
  }

  /** Packets written. */
  long packets() {
    return packets;
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  @Override
  public void close() throws IOException {
    flush();
    channel.close();
  }
}
