package io.ringwall.bench.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Makes a large capture of many copies of small ones, each with addresses and times of its own, in
 * order of time. The same seed gives the same bytes.
 */
final class Multiplier {
  private static final long BEGIN = Instant.parse("2026-01-05T08:00:00Z").getEpochSecond();
  private static final long NANOS = 1_000_000_000L;
  private static final long WINDOW = 1_800 * NANOS;
  // Some captures were put together from parts that lie years apart.
  private static final long LONGEST_GAP = 120 * NANOS;
  private static final int SHIFTS = 1 << 16;

  private final List<Packets> captures;
  private final SplittableRandom random;

  Multiplier(List<Packets> captures, long seed) {
    this.captures = List.copyOf(captures);
    this.random = new SplittableRandom(seed);
  }

  /** One copy of a capture: where it stands, and when its next packet comes. */
  private static final class Copy {
    private final Packets packets;
    private final Readdressing addresses;
    private final int number;
    private int next;
    private long nanos;

    Copy(Packets packets, Readdressing addresses, int number, long begin) {
      this.packets = packets;
      this.addresses = addresses;
      this.number = number;
      this.nanos = begin;
    }

    boolean advance() {
      next++;
      if (next == packets.size()) {
        return false;
      }
      long gap = packets.nanos(next) - packets.nanos(next - 1);
      nanos += Math.clamp(gap, 0, LONGEST_GAP);
      return true;
    }
  }

  /**
   * Writes at least so many bytes: whole rounds of all captures.
   *
   * @return what was written
   */
  Truth write(Path path, long minBytes) throws IOException {
    Conversations conversations = new Conversations();
    PriorityQueue<Copy> copies =
        new PriorityQueue<>(
            Comparator.<Copy>comparingLong(copy -> copy.nanos)
                .thenComparingInt(copy -> copy.number));
    copies.addAll(draw(minBytes));
    CaptureWriter writer = new CaptureWriter(path);
    try (writer) {
      for (Copy copy = copies.poll(); copy != null; copy = copies.poll()) {
        packet(copy, writer, conversations);
        if (copy.advance()) {
          copies.add(copy);
        }
      }
    }
    return new Truth(
        Files.size(path),
        writer.packets(),
        conversations.transportPackets(),
        conversations.count());
  }

  private List<Copy> draw(long minBytes) {
    long round = 0;
    for (Packets packets : captures) {
      for (int i = 0; i < packets.size(); i++) {
        round += 16 + packets.captured(i);
      }
    }
    Set<Integer> shifts = new HashSet<>();
    List<Copy> copies = new ArrayList<>();
    for (long bytes = 0; bytes < minBytes; bytes += round) {
      if (copies.size() + captures.size() > SHIFTS / 2) {
        throw new IllegalArgumentException(
            "captures of " + round + " bytes are too few for " + minBytes + " bytes");
      }
      for (Packets packets : captures) {
        int shift = random.nextInt(SHIFTS);
        while (!shifts.add(shift)) {
          shift = random.nextInt(SHIFTS);
        }
        long begin = BEGIN * NANOS + random.nextLong(WINDOW);
        copies.add(new Copy(packets, new Readdressing(shift), copies.size(), begin));
      }
    }
    return copies;
  }

  private static void packet(Copy copy, CaptureWriter writer, Conversations conversations)
      throws IOException {
    Packets packets = copy.packets;
    int length = packets.captured(copy.next);
    int at = writer.begin(copy.nanos, length, packets.original(copy.next));
    System.arraycopy(packets.bytes(), packets.start(copy.next), writer.buffer(), at, length);
    copy.addresses.rewrite(writer.buffer(), at, length);
    conversations.add(writer.buffer(), at, length);
  }
}
