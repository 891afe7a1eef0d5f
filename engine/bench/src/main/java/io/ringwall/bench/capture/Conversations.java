package io.ringwall.bench.capture;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts the conversations of a capture by hand: distinct pairs of ends that an IP protocol spoke
 * between, outermost, whoever began and however often. A flow meter has at least as many flows,
 * since it splits them by time-outs, reused ports, or directions.
 */
final class Conversations {
  private static final int ETHERNET = 14;

  private final Set<ByteBuffer> seen = new HashSet<>();
  private long transportPackets;

  /** Looks at a frame. */
  void add(byte[] frame, int start, int length) {
    int end = start + length;
    int at = start + ETHERNET;
    int type = at <= end ? u16(frame, at - 2) : 0;
    while ((type == 0x8100 || type == 0x88a8) && at + 4 <= end) {
      type = u16(frame, at + 2);
      at += 4;
    }
    if (type == 0x0800 && at + 20 <= end) {
      boolean first = (u16(frame, at + 6) & 0x1fff) == 0;
      int payload = at + 4 * (frame[at] & 0xf);
      if (first) {
        add(frame, at + 12, 4, frame[at + 9], payload, end);
      }
    } else if (type == 0x86dd && at + 40 <= end) {
      add(frame, at + 8, 16, frame[at + 6], at + 40, end);
    }
  }

  private void add(byte[] frame, int addresses, int width, byte protocol, int payload, int end) {
    transportPackets += protocol == 6 || protocol == 17 ? 1 : 0;
    boolean ports = (protocol == 6 || protocol == 17) && payload + 4 <= end;
    byte[] one = end(frame, addresses, width, ports ? payload : -1);
    byte[] other = end(frame, addresses + width, width, ports ? payload + 2 : -1);
    boolean ordered = Arrays.compareUnsigned(one, other) <= 0;
    ByteBuffer key = ByteBuffer.allocate(2 * width + 5);
    key.put(protocol).put(ordered ? one : other).put(ordered ? other : one).flip();
    seen.add(key);
  }

  private static byte[] end(byte[] frame, int address, int width, int port) {
    byte[] bytes = new byte[width + 2];
    System.arraycopy(frame, address, bytes, 0, width);
    if (port >= 0) {
      System.arraycopy(frame, port, bytes, width, 2);
    }
    return bytes;
  }

  private static int u16(byte[] frame, int at) {
    return (frame[at] & 0xff) << 8 | frame[at + 1] & 0xff;
  }

  /** Different conversations. */
  long count() {
    return seen.size();
  }

  /** Packets of TCP and UDP, as far as the outermost IP header tells. */
  long transportPackets() {
    return transportPackets;
  }
}
