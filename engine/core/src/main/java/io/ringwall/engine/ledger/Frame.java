package io.ringwall.engine.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A record as bytes: length of what follows the checksum, CRC32C of length and what follows it,
 * distance from the start of the group that was synced together, length of the kind, kind, version,
 * JSON. All numbers are big-endian.
 */
final class Frame {
  static final int PREFIX = 8;
  static final int LENGTH_MAX = 64 << 20;

  /** Of the longest record. */
  static final int SIZE_MAX = PREFIX + LENGTH_MAX;

  /** Bytes from which on a group takes no more. */
  static final int GROUP_MAX = 8 << 20;

  private static final int FIXED = 7;
  private static final int KIND_MAX = 64;

  private Frame() {}

  static byte[] encode(LedgerRecord record, int distance) {
    byte[] kind = record.kind().getBytes(StandardCharsets.US_ASCII);
    byte[] json = record.json().getBytes(StandardCharsets.UTF_8);
    int length = FIXED + kind.length + json.length;
    if (length > LENGTH_MAX) {
      throw new IllegalArgumentException("a record of " + length + " bytes is too long");
    }
    ByteBuffer frame = ByteBuffer.allocate(PREFIX + length);
    frame.putInt(length).putInt(0).putInt(distance);
    frame.put((byte) kind.length).put(kind).putShort((short) record.version()).put(json);
    frame.putInt(4, checksum(frame.flip()));
    return frame.array();
  }

  /** Records as groups to be written, one after the other. */
  static List<ByteBuffer> groups(List<LedgerRecord> records) {
    List<ByteBuffer> groups = new ArrayList<>();
    var group = new ByteArrayOutputStream();
    for (LedgerRecord record : records) {
      if (group.size() >= GROUP_MAX) {
        groups.add(ByteBuffer.wrap(group.toByteArray()));
        group.reset();
      }
      group.writeBytes(encode(record, group.size()));
    }
    if (group.size() > 0) {
      groups.add(ByteBuffer.wrap(group.toByteArray()));
    }
    return groups;
  }

  private static int checksum(ByteBuffer frame) {
    var crc = new CRC32C();
    crc.update(frame.slice(frame.position(), 4));
    crc.update(frame.slice(frame.position() + PREFIX, frame.remaining() - PREFIX));
    return (int) crc.getValue();
  }

  /**
   * The frame that begins at this position.
   *
   * @return null when none does
   */
  static @Nullable Read decode(ByteBuffer file, int position) {
    int left = file.limit() - position;
    if (left < PREFIX + FIXED) {
      return null;
    }
    int length = file.getInt(position);
    if (length < FIXED || length > LENGTH_MAX || length > left - PREFIX) {
      return null;
    }
    int kindLength = file.get(position + PREFIX + 4);
    if (kindLength < 1 || kindLength > KIND_MAX || kindLength > length - FIXED) {
      return null;
    }
    ByteBuffer frame = file.slice(position, PREFIX + length);
    if (checksum(frame) != frame.getInt(4)) {
      return null;
    }
    byte[] kind = new byte[kindLength];
    byte[] json = new byte[length - FIXED - kindLength];
    int distance = frame.position(PREFIX).getInt();
    frame.get();
    frame.get(kind);
    int version = Short.toUnsignedInt(frame.getShort());
    frame.get(json);
    return new Read(
        new String(kind, StandardCharsets.US_ASCII),
        version,
        new String(json, StandardCharsets.UTF_8),
        distance,
        PREFIX + length);
  }

  /** A frame that was read; its checksum is right. */
  record Read(String kind, int version, String json, int distance, int size) {}
}
