package io.ringwall.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.function.Consumer;

/** What programs in the kernel wrote into a ring, read in its order without copying. One thread. */
final class RecordRing implements AutoCloseable {
  private static final VarHandle POSITION = JAVA_LONG.varHandle();
  private static final VarHandle LENGTH = JAVA_INT.varHandle();
  private static final int HEADER = 8;
  private static final int BUSY = 1 << 31;
  private static final int DISCARDED = 1 << 30;

  private final int descriptor;
  private final int size;
  private final Arena arena;
  private final MemorySegment consumed;
  private final MemorySegment produced;
  private final ByteBuffer records;
  private final MemorySegment data;

  private RecordRing(
      int descriptor, int size, Arena arena, MemorySegment consumed, MemorySegment produced) {
    this.descriptor = descriptor;
    this.size = size;
    this.arena = arena;
    this.consumed = consumed;
    this.produced = produced;
    this.data = produced.asSlice(produced.byteSize() - 2L * size);
    this.records = data.asByteBuffer().asReadOnlyBuffer().order(ByteOrder.nativeOrder());
  }

  /** Maps the ring behind this descriptor. */
  @SuppressWarnings("MustBeClosedChecker") // The ring closes its memory.
  static RecordRing of(int descriptor, int size) throws KernelException {
    Arena arena = Arena.ofShared();
    try {
      int page = Libc.pageSize();
      MemorySegment consumed = mapped(Libc.map(descriptor, page), page, arena);
      // The data is there twice, so that no record is ever cut in two.
      long length = page + 2L * size;
      MemorySegment produced = mapped(Libc.mapReadOnly(descriptor, length, page), length, arena);
      return new RecordRing(descriptor, size, arena, consumed, produced);
    } catch (KernelException e) {
      arena.close();
      throw e;
    }
  }

  private static MemorySegment mapped(Libc.Result result, long bytes, Arena arena)
      throws KernelException {
    if (result.failed()) {
      throw new KernelException(
          "the kernel's ring cannot be mapped: " + Libc.reason(result.errno()), result.errno());
    }
    return Libc.mapped(result.value(), bytes, arena);
  }

  /**
   * Gives the records that are there.
   *
   * @param patience how long it waits for the first; at most 1 s
   * @param most records are given at most
   * @param taker is given each record from position to limit, valid during the call
   * @return how many were given
   */
  int read(Duration patience, int most, Consumer<ByteBuffer> taker) throws KernelException {
    int given = take(most, taker);
    if (given > 0 || !patience.isPositive()) {
      return given;
    }
    Libc.Result ready = Libc.awaitReadable(descriptor, (int) Math.min(1_000, patience.toMillis()));
    if (ready.failed() && ready.errno() != Libc.EINTR) {
      throw new KernelException(
          "the kernel's ring cannot be waited for: " + Libc.reason(ready.errno()), ready.errno());
    }
    return take(most, taker);
  }

  private int take(int most, Consumer<ByteBuffer> taker) {
    long at = (long) POSITION.getAcquire(consumed, 0L);
    int given = 0;
    while (given < most) {
      long end = (long) POSITION.getAcquire(produced, 0L);
      if (at >= end) {
        return given;
      }
      int place = (int) (at & size - 1);
      int length = (int) LENGTH.getAcquire(data, (long) place);
      if ((length & BUSY) != 0) {
        return given;
      }
      int bytes = length & ~DISCARDED;
      if ((length & DISCARDED) == 0) {
        given++;
        records.limit(place + HEADER + bytes).position(place + HEADER);
        taker.accept(records);
      }
      at += bytes + HEADER + 7L & ~7L;
      POSITION.setRelease(consumed, 0L, at);
    }
    return given;
  }

  @Override
  public void close() {
    arena.close();
  }
}
