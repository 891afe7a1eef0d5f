package io.ringwall.bench.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The packets of a small capture, held in memory. Reads pcap and pcapng as far as the shared
 * captures need it, apart from the reader that is measured.
 */
final class Packets {
  private static final int ETHERNET = 1;
  private static final int SECTION = 0x0a0d0d0a;
  private static final int INTERFACE = 1;
  private static final int SIMPLE = 3;
  private static final int ENHANCED = 6;
  private static final int BYTE_ORDER = 0x1a2b3c4d;
  private static final int RESOLUTION = 9;
  private static final int RECORD_HEADER = 16;
  private static final int PCAP_HEADER = 24;
  private static final long NANOS = 1_000_000_000L;

  private final byte[] bytes;
  private final ByteBuffer file;
  private long[] nanos = new long[64];
  private int[] starts = new int[64];
  private int[] captured = new int[64];
  private int[] original = new int[64];
  private int size;
  private boolean ethernet = true;
  private double nanosPerUnit = 1_000;

  private Packets(byte[] bytes) {
    this.bytes = bytes;
    this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Reads all of a capture that is whole. */
  static Packets read(Path path) throws IOException {
    Packets packets = new Packets(Files.readAllBytes(path));
    if (packets.bytes.length >= PCAP_HEADER) {
      if (packets.file.getInt(0) == SECTION) {
        packets.readBlocks();
      } else {
        packets.readRecords();
      }
    }
    return packets;
  }

  private void readRecords() {
    long scale = scale(file.getInt(0));
    if (scale == 0) {
      file.order(ByteOrder.BIG_ENDIAN);
      scale = scale(file.getInt(0));
    }
    ethernet = scale != 0 && (file.getInt(20) & 0xffff) == ETHERNET;
    int at = PCAP_HEADER;
    while (ethernet && at + RECORD_HEADER <= bytes.length) {
      int length = file.getInt(at + 8);
      if (length < 0 || length > bytes.length - at - RECORD_HEADER) {
        return;
      }
      long time =
          Integer.toUnsignedLong(file.getInt(at)) * NANOS
              + Integer.toUnsignedLong(file.getInt(at + 4)) * scale;
      add(time, at + RECORD_HEADER, length, file.getInt(at + 12));
      at += RECORD_HEADER + length;
    }
  }

  private static long scale(int magic) {
    return switch (magic) {
      case 0xa1b2c3d4 -> 1_000;
      case 0xa1b23c4d -> 1;
      default -> 0;
    };
  }

  private void readBlocks() {
    int at = 0;
    while (at + 12 <= bytes.length) {
      int type = file.getInt(at);
      if (type == SECTION) {
        file.order(ByteOrder.LITTLE_ENDIAN);
        if (file.getInt(at + 8) != BYTE_ORDER) {
          file.order(ByteOrder.BIG_ENDIAN);
        }
      }
      int length = file.getInt(at + 4);
      if (length < 12 || length > bytes.length - at) {
        return;
      }
      block(type, at, length);
      at += length;
    }
  }

  private void block(int type, int at, int length) {
    if (type == INTERFACE) {
      ethernet &= (file.getShort(at + 8) & 0xffff) == ETHERNET;
      resolution(at + 16, at + length - 4);
    } else if (type == ENHANCED && length >= 32) {
      long units =
          Integer.toUnsignedLong(file.getInt(at + 12)) << 32
              | Integer.toUnsignedLong(file.getInt(at + 16));
      int kept = Math.min(file.getInt(at + 20), length - 32);
      add((long) (units * nanosPerUnit), at + 28, Math.max(0, kept), file.getInt(at + 24));
    } else if (type == SIMPLE) {
      ethernet = false;
    }
  }

  private void resolution(int from, int end) {
    int at = from;
    while (at + 4 <= end) {
      int code = file.getShort(at) & 0xffff;
      int length = file.getShort(at + 2) & 0xffff;
      if (code == RESOLUTION && length == 1) {
        int exponent = bytes[at + 4];
        nanosPerUnit =
            NANOS / (exponent < 0 ? Math.scalb(1.0, exponent & 0x7f) : Math.pow(10, exponent));
      }
      at += 4 + (length + 3 & ~3);
    }
  }

  private void add(long time, int start, int length, int wire) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * size);
      starts = Arrays.copyOf(starts, 2 * size);
      captured = Arrays.copyOf(captured, 2 * size);
      original = Arrays.copyOf(original, 2 * size);
    }
    nanos[size] = time;
    starts[size] = start;
    captured[size] = length;
    original[size] = Math.max(length, wire);
    size++;
  }

  /** Are all its packets Ethernet frames with a time. */
  boolean areEthernet() {
    return ethernet && size > 0;
  }

  int size() {
    return size;
  }

  /** When a packet was seen, since 1970. */
  long nanos(int packet) {
    return nanos[packet];
  }

  /** The whole file; a packet's bytes begin at {@link #start}. */
  byte[] bytes() {
    return bytes;
  }

  int start(int packet) {
    return starts[packet];
  }

  /** Bytes that were kept of a packet. */
  int captured(int packet) {
    return captured[packet];
  }

  /** Bytes that a packet had. */
  int original(int packet) {
    return original[packet];
  }
}
