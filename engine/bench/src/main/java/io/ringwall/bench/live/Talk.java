package io.ringwall.bench.live;

import java.nio.ByteBuffer;

/**
 * A TCP connection that is told packet by packet: handshake, data by turns, both ends. The same
 * object is used for one connection after the other.
 */
final class Talk {
  private static final int HEADERS = 14 + 20 + 20;
  private static final int SHORTEST = 64;
  private static final int LENGTHS = 137;
  private static final int SYN = 0x02;
  private static final int ACK = 0x10;
  private static final int PSH_ACK = 0x18;
  private static final int FIN_ACK = 0x11;

  /** Packets that open and close a connection. */
  private static final int AROUND = 6;

  private final byte[] clientMac;
  private final byte[] serverMac;
  private int client;
  private int server;
  private int clientPort;
  private int serverPort;
  private int packets;
  private int step;
  private int clientSequence;
  private int serverSequence;
  private int random;

  Talk(byte[] clientMac, byte[] serverMac) {
    this.clientMac = clientMac.clone();
    this.serverMac = serverMac.clone();
  }

  /**
   * Begins another connection.
   *
   * @param packets of how many packets, at least 8
   */
  void begin(int from, int fromPort, int to, int toPort, int packets, int seed) {
    this.client = from;
    this.clientPort = fromPort;
    this.server = to;
    this.serverPort = toPort;
    this.packets = packets;
    this.random = seed | 1;
    this.step = 0;
    this.clientSequence = seed;
    this.serverSequence = ~seed;
  }

  boolean ended() {
    return step == packets;
  }

  /** Does the next packet come from the client. */
  boolean clientIsNext() {
    if (step < 3) {
      return step != 1;
    }
    int toGo = packets - step;
    return toGo > 3 ? (step & 1) == 1 : toGo != 2;
  }

  /** Writes the next packet as a frame, and returns its length. */
  int write(ByteBuffer bytes, int at) {
    boolean up = clientIsNext();
    int toGo = packets - step;
    int flags = ACK;
    int payload = 0;
    if (step == 0) {
      flags = SYN;
    } else if (step == 1) {
      flags = SYN | ACK;
    } else if (step > 2 && toGo > AROUND / 2) {
      flags = PSH_ACK;
      random = random * 1_664_525 + 1_013_904_223;
      payload = SHORTEST - HEADERS + Integer.remainderUnsigned(random >>> 8, LENGTHS);
    } else if (step > 2 && toGo > 1) {
      flags = FIN_ACK;
    }
    step++;
    bytes.put(at, up ? serverMac : clientMac);
    bytes.put(at + 6, up ? clientMac : serverMac);
    bytes.putShort(at + 12, (short) 0x0800);
    addressed(bytes, at + 14, up, payload);
    segment(bytes, at + 34, up, flags, payload);
    int used = payload + ((flags & (SYN | 1)) == 0 ? 0 : 1);
    if (up) {
      clientSequence += used;
    } else {
      serverSequence += used;
    }
    return Math.max(SHORTEST, HEADERS + payload);
  }

  private void addressed(ByteBuffer bytes, int at, boolean up, int payload) {
    bytes.putInt(at, 0x4500_0000 | 40 + payload);
    bytes.putInt(at + 4, step << 16 | 0x4000);
    bytes.putInt(at + 8, 64 << 24 | 6 << 16);
    bytes.putInt(at + 12, up ? client : server);
    bytes.putInt(at + 16, up ? server : client);
    bytes.putShort(at + 10, (short) checksum(sum(bytes, at, 20)));
  }

  /** The payload's bytes are 0, so that they do not count. */
  private void segment(ByteBuffer bytes, int at, boolean up, int flags, int payload) {
    bytes.putInt(at, up ? clientPort << 16 | serverPort : serverPort << 16 | clientPort);
    bytes.putInt(at + 4, up ? clientSequence : serverSequence);
    bytes.putInt(at + 8, flags == SYN ? 0 : up ? serverSequence : clientSequence);
    bytes.putInt(at + 12, 5 << 28 | flags << 16 | 0xFAF0);
    bytes.putInt(at + 16, 0);
    long sum = sum(bytes, at, 20) + sum(bytes, at - 8, 8) + 6 + 20 + payload;
    bytes.putShort(at + 16, (short) checksum(sum));
  }

  private static long sum(ByteBuffer bytes, int at, int length) {
    long sum = 0;
    for (int i = 0; i < length; i += 4) {
      sum += Integer.toUnsignedLong(bytes.getInt(at + i));
    }
    return sum;
  }

  private static int checksum(long sum) {
    long folded = (sum & 0xFFFF) + (sum >>> 16);
    folded = (folded & 0xFFFF) + (folded >>> 16);
    folded = (folded & 0xFFFF) + (folded >>> 16);
    return (int) ~folded & 0xFFFF;
  }
}
