package io.ringwall.plugin.pcap.protocol;

import java.nio.ByteBuffer;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ClientHello out of QUIC's Initial packets: several of them, their CRYPTO frames in any
 * order.
 */
final class QuicDissector {
  private static final int MAX_HELLO = 16_384;
  private static final int MAX_PACKETS = 24;
  private static final int CLIENT_HELLO = 1;

  private final TlsFacts facts;
  private final byte[] crypto = new byte[MAX_HELLO];
  private final BitSet known = new BitSet();
  private @Nullable QuicKeys keys;
  private int packets;
  private boolean done;

  QuicDissector(FlowFacts flow) {
    flow.applicationProtocol = "quic";
    facts = flow.startTls();
  }

  /** Is this an Initial packet of a version that can be read. */
  static boolean isInitial(ByteBuffer data, int start, int end) {
    if (end - start < 64 || (data.get(start) & 0xc0) != 0xc0) {
      return false;
    }
    QuicVersion version = QuicVersion.of(data.getInt(start + 1));
    return version != null
        && (data.get(start) >> 4 & 3) == version.initialType()
        && (data.get(start + 5) & 0xff) <= 20;
  }

  boolean isDone() {
    return done;
  }

  /** Takes a datagram; only the client's Initial packets are read. */
  void datagram(boolean fromOriginator, ByteBuffer data, int start, int end) {
    int at = start;
    while (at < end && isInitial(data, at, end) && !done) {
      int next = packet(data, at, end);
      if (next <= at) {
        break;
      }
      at = next;
    }
    packets++;
    done |= packets >= MAX_PACKETS;
  }

  /** Reads one packet; returns where the next one begins, 0 when that is unknown. */
  private int packet(ByteBuffer data, int start, int end) {
    Bytes header = new Bytes(data, start, end);
    header.skip(1);
    QuicVersion version = QuicVersion.of((int) header.u32());
    byte[] destination = header.take(header.u8());
    header.skip(header.u8());
    header.skip(variable(header));
    long length = variable(header);
    int numberAt = header.position();
    if (version == null || header.failed() || length > header.remaining() || length < 20) {
      return 0;
    }
    byte[] packet = new byte[numberAt + (int) length];
    data.get(start, packet);
    byte[] frames = open(version, destination, packet, numberAt);
    if (frames != null) {
      frames(Bytes.of(frames, frames.length));
    }
    return start + packet.length;
  }

  /** Keys stay those of the first packet, unless the server asked to try again. */
  private byte @Nullable [] open(
      QuicVersion version, byte[] destination, byte[] packet, int numberAt) {
    QuicKeys first = keys;
    byte[] frames = first == null ? null : first.open(packet, numberAt);
    if (frames != null) {
      return frames;
    }
    QuicKeys own = QuicKeys.of(version, destination);
    frames = own.open(packet, numberAt);
    keys = frames != null ? own : first;
    return frames;
  }

  private void frames(Bytes frames) {
    while (!frames.isEmpty() && !frames.failed()) {
      int type = frames.u8();
      switch (type) {
        case 0, 1 -> {}
        case 2, 3 -> acknowledgement(frames, type == 3);
        case 6 -> crypto(frames);
        default -> {
          return;
        }
      }
    }
    tryHello();
  }

  private static void acknowledgement(Bytes frames, boolean counted) {
    variable(frames);
    variable(frames);
    long ranges = variable(frames);
    variable(frames);
    for (long i = 0; i < ranges && !frames.failed(); i++) {
      variable(frames);
      variable(frames);
    }
    for (int i = 0; counted && i < 3; i++) {
      variable(frames);
    }
  }

  private void crypto(Bytes frames) {
    long offset = variable(frames);
    long length = variable(frames);
    if (length > frames.remaining() || offset + length > MAX_HELLO) {
      frames.skip(frames.remaining() + 1L);
      return;
    }
    int at = (int) offset;
    byte[] content = frames.take((int) length);
    System.arraycopy(content, 0, crypto, at, content.length);
    known.set(at, at + content.length);
  }

  private void tryHello() {
    int contiguous = known.nextClearBit(0);
    if (contiguous < 4 || crypto[0] != CLIENT_HELLO) {
      return;
    }
    int length = (crypto[1] & 0xff) << 16 | (crypto[2] & 0xff) << 8 | crypto[3] & 0xff;
    boolean whole = contiguous >= 4 + length;
    if (whole || facts.serverName() == null) {
      int end = Math.min(contiguous, 4 + length);
      Bytes body = new Bytes(ByteBuffer.wrap(crypto), 4, end);
      TlsDissector.clientHello(facts, body, whole, 'q');
    }
    done = whole;
  }

  /** Variable-length integer (RFC 9000, 16). */
  private static long variable(Bytes bytes) {
    int first = bytes.u8();
    long value = first & 0x3f;
    int more = (1 << (first >> 6)) - 1;
    for (int i = 0; i < more; i++) {
      value = value << 8 | bytes.u8();
    }
    return value;
  }
}
