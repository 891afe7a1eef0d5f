package io.ringwall.plugin.pcap.capture;

/**
 * What a walk over a capture's headers tells.
 *
 * @param packets how many records it has
 * @param bytes their length on the wire
 * @param firstNanos earliest time, nanoseconds since 1970; 0 without packets
 * @param lastNanos latest time
 * @param largestStepBack how far, at most, a packet's time lies before the latest one until then
 * @param checksum CRC-32C of the (unpacked) file
 * @param length length of the (unpacked) file
 * @param damaged did the packed stream break off
 * @param cut does it end within a record
 */
public record Survey(
    long packets,
    long bytes,
    long firstNanos,
    long lastNanos,
    long largestStepBack,
    long checksum,
    long length,
    boolean damaged,
    boolean cut) {
  /** Does time never go back. */
  public boolean monotonic() {
    return largestStepBack == 0;
  }

  /** Names the input, whatever its file is called: checksum in hex and length. */
  public String epoch() {
    return "%08x-%d".formatted(checksum, length);
  }

  /** Gathers a survey. */
  static final class Collector {
    private long packets;
    private long bytes;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long stepBack;

    void add(PacketRecord record) {
      long time = record.timeNanos;
      packets++;
      bytes += record.originalLength;
      if (time < first) {
        first = time;
      }
      if (time >= last) {
        last = time;
      } else {
        stepBack = Math.max(stepBack, last - time);
      }
    }

    Survey survey(long checksum, long length, boolean damaged, boolean cut) {
      return new Survey(
          packets,
          bytes,
          packets == 0 ? 0 : first,
          packets == 0 ? 0 : last,
          stepBack,
          checksum,
          length,
          damaged,
          cut);
    }
  }
}
