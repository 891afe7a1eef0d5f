package io.ringwall.plugin.pcap.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Collects the plaintext handshake of one side from its TLS records (RFC 8446, 5.1). */
final class TlsRecords {
  static final int HANDSHAKE = 22;
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int ALERT = 21;
  private static final int MAX_HANDSHAKE = 16_384;
  private static final int HEADER = 5;

  private final byte[] header = new byte[HEADER];
  private byte[] handshake = new byte[0];
  private int headerLength;
  private int length;
  private int parsed;
  private int left;
  private boolean ended;

  /** Takes bytes of the stream, as far as the handshake is readable. */
  void add(ByteBuffer data, int start, int end) {
    int at = start;
    while (at < end && !ended) {
      if (left > 0) {
        int part = Math.min(left, end - at);
        keep(data, at, part);
        at += part;
        left -= part;
        headerLength = left == 0 ? 0 : headerLength;
      } else {
        header[headerLength++] = data.get(at++);
        if (headerLength == HEADER) {
          begin();
        }
      }
    }
  }

  private void begin() {
    int type = header[0] & 0xff;
    left = (header[3] & 0xff) << 8 | header[4] & 0xff;
    boolean sane = header[1] == 3 && left <= 16_640 && type >= CHANGE_CIPHER_SPEC && type <= 24;
    // Behind a change of cipher, and in application data, everything is encrypted.
    ended = !sane || type != HANDSHAKE && type != ALERT;
    headerLength = left == 0 ? 0 : headerLength;
  }

  private void keep(ByteBuffer data, int at, int count) {
    if (header[0] != HANDSHAKE) {
      return;
    }
    int kept = Math.min(count, MAX_HANDSHAKE - length);
    if (length + kept > handshake.length) {
      handshake = Arrays.copyOf(handshake, Math.max(length + kept, 2 * handshake.length));
    }
    data.get(at, handshake, length, kept);
    length += kept;
    ended |= length == MAX_HANDSHAKE;
  }

  /** Can no more of the handshake be read. */
  boolean isEnded() {
    return ended;
  }

  void end() {
    ended = true;
  }

  /** Does a message that has begun wait for more. */
  boolean isPending() {
    return parsed < length;
  }

  /** Type of the next message; -1 unless it is complete. */
  int nextType() {
    if (parsed + 4 > length) {
      return -1;
    }
    return parsed + 4 + messageLength() <= length ? handshake[parsed] & 0xff : -1;
  }

  /** Type of a message that will never be complete; -1 when there is none. */
  int cutType() {
    return ended && parsed + 4 < length && nextType() < 0 ? handshake[parsed] & 0xff : -1;
  }

  private int messageLength() {
    return (handshake[parsed + 1] & 0xff) << 16
        | (handshake[parsed + 2] & 0xff) << 8
        | handshake[parsed + 3] & 0xff;
  }

  /** The body of the next message, as far as it is there; passes over it. */
  Bytes take() {
    int end = Math.min(length, parsed + 4 + messageLength());
    Bytes body = new Bytes(ByteBuffer.wrap(handshake), parsed + 4, end);
    parsed = end;
    return body;
  }
}
