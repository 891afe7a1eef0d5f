package io.ringwall.bench.live;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Sends frames from within a namespace, many at a time. One thread. */
final class FrameSocket implements AutoCloseable {
  /** Frames that go out by one call. */
  static final int ROOM = 512;

  /** Room for one frame. */
  static final int LONGEST = 256;

  // struct mmsghdr and struct iovec, on 64 bits
  private static final int MESSAGE = 64;
  private static final int MESSAGE_VECTOR = 16;
  private static final int MESSAGE_VECTORS = 24;
  private static final int VECTOR = 16;
  private static final int VECTOR_LENGTH = 8;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment messages = arena.allocate((long) ROOM * MESSAGE, 8);
  private final MemorySegment vectors = arena.allocate((long) ROOM * VECTOR, 8);
  private final MemorySegment frames = arena.allocate((long) ROOM * LONGEST, 64);
  private final ByteBuffer bytes = frames.asByteBuffer();
  private final int socket;
  private int waiting;

  @SuppressWarnings("MustBeClosedChecker") // The socket closes its memory.
  private FrameSocket(int socket) {
    this.socket = socket;
    for (int i = 0; i < ROOM; i++) {
      MemorySegment vector = vectors.asSlice((long) i * VECTOR, VECTOR);
      vector.set(ADDRESS, 0, frames.asSlice((long) i * LONGEST, LONGEST));
      messages.set(ADDRESS, (long) i * MESSAGE + MESSAGE_VECTOR, vector);
      messages.set(JAVA_LONG, (long) i * MESSAGE + MESSAGE_VECTORS, 1);
    }
  }

  /** One whose frames leave by the only interface of a namespace. */
  static FrameSocket in(String namespace) throws IOException, InterruptedException {
    int index = BenchNetwork.index(namespace);
    int socket = Inside.of(BenchNetwork.path(namespace), () -> Calls.frames(index));
    return new FrameSocket(socket);
  }

  /** Where frames are written to. */
  ByteBuffer bytes() {
    return bytes;
  }

  /** Index of the next frame's first byte. */
  int place() {
    return waiting * LONGEST;
  }

  /** The frame at the place is complete, and so long. */
  void add(int length) throws IOException {
    vectors.set(JAVA_LONG, (long) waiting * VECTOR + VECTOR_LENGTH, length);
    waiting++;
    if (waiting == ROOM) {
      flush();
    }
  }

  /** Sends what waits. */
  void flush() throws IOException {
    int sent = 0;
    while (sent < waiting) {
      MemorySegment rest = messages.asSlice((long) sent * MESSAGE);
      sent += Calls.send(socket, rest, waiting - sent);
    }
    waiting = 0;
  }

  @Override
  public void close() throws IOException {
    arena.close();
    Calls.close(socket);
  }
}
