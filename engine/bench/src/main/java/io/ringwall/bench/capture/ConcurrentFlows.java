package io.ringwall.bench.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Writes a capture of TCP connections of which so many are open at the same time. However many that
 * are, connections and packets are the same, only woven differently: each round of packets, one of
 * each open connection, takes a second.
 */
final class ConcurrentFlows {
  private static final long BEGIN = Instant.parse("2026-01-05T08:00:00Z").getEpochSecond();
  private static final long NANOS = 1_000_000_000L;
  private static final int HEADERS = 54;
  private static final int PAYLOAD = 64;
  private static final int SYN = 2;
  private static final int ACK = 16;
  private static final int PUSH = 24;
  private static final int FIN = 17;
  private static final int ROUNDS = 12;

  private final int connections;
  private final long seed;
  private final byte[] payload = new byte[PAYLOAD];

  /** So many connections, with payload drawn from the seed. */
  ConcurrentFlows(int connections, long seed) {
    this.connections = connections;
    this.seed = seed;
    new SplittableRandom(seed).nextBytes(payload);
  }

  /** Writes them, so many at a time. */
  Truth write(Path path, int concurrent) throws IOException {
    CaptureWriter writer = new CaptureWriter(path);
    try (writer) {
      long nanos = BEGIN * NANOS;
      for (int from = 0; from < connections; from += concurrent) {
        int count = Math.min(concurrent, connections - from);
        for (int round = 0; round < ROUNDS; round++) {
          for (int i = 0; i < count; i++) {
            packet(writer, from + i, round, nanos + NANOS * i / count);
          }
          nanos += NANOS;
        }
      }
    }
    return new Truth(Files.size(path), writer.packets(), writer.packets(), connections);
  }

  /** SYN, SYN-ACK, ACK, six segments of data by turns, FIN, FIN, ACK. */
  private void packet(CaptureWriter writer, int connection, int round, long nanos)
      throws IOException {
    boolean client = round % 2 == 0;
    boolean data = round >= 3 && round < 9;
    int flags =
        switch (round) {
          case 0 -> SYN;
          case 1 -> SYN | ACK;
          case 9, 10 -> FIN;
          default -> data ? PUSH : ACK;
        };
    // What each side has sent before this packet: SYN and data, then FIN.
    int sent = sent(round, client);
    int heard = sent(round, !client);
    int length = HEADERS + (data ? PAYLOAD : 0);
    int at = writer.begin(nanos, length, length);
    ByteBuffer frame = ByteBuffer.wrap(writer.buffer(), at, length);
    ethernet(frame, client);
    ip(frame, connection, client, length - 14);
    frame.putShort((short) (client ? port(connection) : 7_777));
    frame.putShort((short) (client ? 7_777 : port(connection)));
    int base = (int) (seed + connection * 0x9e3779b9L);
    frame.putInt(base + (client ? 0 : 0x4000_0000) + sent);
    frame.putInt(round == 0 ? 0 : base + (client ? 0x4000_0000 : 0) + heard);
    frame.put((byte) 0x50).put((byte) flags).putShort((short) 64_000).putInt(0);
    if (data) {
      frame.put(payload);
    }
  }

  private static int sent(int round, boolean client) {
    int sent = 0;
    for (int before = client ? 0 : 1; before < round; before += 2) {
      boolean mark = before < 2 || before == 9 || before == 10;
      sent += mark ? 1 : before >= 3 && before < 9 ? PAYLOAD : 0;
    }
    return sent;
  }

  private static void ethernet(ByteBuffer frame, boolean client) {
    int from = client ? 1 : 2;
    frame.putShort((short) 0x0200).putInt(3 - from).putShort((short) 0x0200).putInt(from);
    frame.putShort((short) 0x0800);
  }

  private static int port(int connection) {
    return 32_768 + connection % 16_384;
  }

  private static void ip(ByteBuffer frame, int connection, boolean client, int length) {
    int from = 0x0a00_0001 + connection / 16_384;
    int to = 0x0a80_0001 + connection % 1_000;
    int start = frame.position();
    frame.putShort((short) 0x4500).putShort((short) length).putInt(0x0000_4000);
    frame.put((byte) 64).put((byte) 6).putShort((short) 0);
    frame.putInt(client ? from : to).putInt(client ? to : from);
    int sum = 0;
    for (int word = start; word < start + 20; word += 2) {
      sum += frame.getShort(word) & 0xffff;
    }
    sum = (sum & 0xffff) + (sum >>> 16);
    frame.putShort(start + 10, (short) ~(sum + (sum >>> 16)));
  }
}
