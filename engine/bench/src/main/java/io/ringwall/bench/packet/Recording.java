package io.ringwall.bench.packet;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** A capture in the making: frames in any order, written sorted by time as pcap. */
public final class Recording {
  private static final long MICROSECOND_MAGIC = 0xa1b2c3d4L;
  private static final long NANOSECOND_MAGIC = 0xa1b23c4dL;
  private static final long ETHERNET = 1;
  private static final long SNAPLEN = 262_144;
  private static final long NANOS = 1_000_000_000L;

  private final List<Frame> frames = new ArrayList<>();
  private final long from;
  private final long until;

  private static final class Frame {
    private final long nanos;
    private final byte[] bytes;
    private final boolean mayBeOvertaken;

    Frame(long nanos, byte[] bytes, boolean mayBeOvertaken) {
      this.nanos = nanos;
      this.bytes = bytes;
      this.mayBeOvertaken = mayBeOvertaken;
    }
  }

  /** A capture that ran from then until then, in nanoseconds since 1970; others are not in it. */
  public Recording(long from, long until) {
    this.from = from;
    this.until = until;
  }

  /** When it began. */
  public long from() {
    return from;
  }

  /** When it ended. */
  public long until() {
    return until;
  }

  /**
   * Sees a frame, if it runs at that time.
   *
   * @param mayBeOvertaken may a later frame stand before it in the file
   */
  void add(long nanos, byte[] frame, boolean mayBeOvertaken) {
    if (nanos >= from && nanos < until) {
      frames.add(new Frame(nanos, frame, mayBeOvertaken));
    }
  }

  /** How many frames it holds. */
  public int size() {
    return frames.size();
  }

  /**
   * Writes the capture.
   *
   * @param nanoseconds are times written that fine, else in microseconds
   * @param overtaken share of the frames that stand behind their successor, as captures of several
   *     queues have it; only frames less than 2 ms apart change places
   */
  public void write(Path file, boolean nanoseconds, double overtaken, RandomGenerator random)
      throws IOException {
    frames.sort(Comparator.comparingLong(frame -> frame.nanos));
    for (int i = 0; i + 1 < frames.size(); i++) {
      Frame one = frames.get(i);
      Frame next = frames.get(i + 1);
      boolean close = next.nanos - one.nanos < 2_000_000L;
      if (one.mayBeOvertaken && next.mayBeOvertaken && close && random.nextDouble() < overtaken) {
        Collections.swap(frames, i, i + 1);
        i++;
      }
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(
          new Bytes()
              .u32(nanoseconds ? NANOSECOND_MAGIC : MICROSECOND_MAGIC)
              .u16(2)
              .u16(4)
              .zeros(8)
              .u32(SNAPLEN)
              .u32(ETHERNET)
              .toArray());
      for (Frame frame : frames) {
        long fraction = frame.nanos % NANOS;
        out.write(
            new Bytes()
                .u32(frame.nanos / NANOS)
                .u32(nanoseconds ? fraction : fraction / 1000)
                .u32(frame.bytes.length)
                .u32(frame.bytes.length)
                .raw(frame.bytes)
                .toArray());
      }
    }
  }
}
