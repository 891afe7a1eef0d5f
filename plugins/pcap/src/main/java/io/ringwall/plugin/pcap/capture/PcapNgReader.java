package io.ringwall.plugin.pcap.capture;

import io.ringwall.plugin.pcap.tally.Tally;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads pcapng (draft-ietf-opsawg-pcapng): sections of either byte order, their interfaces, and
 * enhanced, simple and old packet blocks. Other blocks are passed over.
 */
final class PcapNgReader implements CaptureReader {
  static final int SECTION = 0x0a0d0d0a;
  private static final int BYTE_ORDER = 0x1a2b3c4d;
  private static final int INTERFACE = 1;
  private static final int OLD_PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int ENHANCED_PACKET = 6;
  private static final int BLOCK_HEADER = 8;
  private static final int MAX_PACKET_BLOCK = MAX_CAPTURED + 65_536;

  private final Input input;
  private final Tally tally;
  private final List<CaptureInterface> interfaces = new ArrayList<>();
  private int interfacesBefore;
  private boolean littleEndian;
  private boolean ended;
  private long lastTime;

  PcapNgReader(Input input, Tally tally) {
    this.input = input;
    this.tally = tally;
  }

  @Override
  public boolean next(PacketRecord record) throws IOException {
    while (!ended) {
      if (!input.require(BLOCK_HEADER)) {
        return end(input.require(1) ? "record-cut" : null);
      }
      if (block(record)) {
        return true;
      }
    }
    return false;
  }

  /** Reads one block; true when it was a packet. */
  private boolean block(PacketRecord record) throws IOException {
    int type = input.buffer().getInt(input.index());
    if (type == SECTION) {
      return section();
    }
    type = littleEndian ? Integer.reverseBytes(type) : type;
    long length = u32(4);
    if (length < 12 || length % 4 != 0) {
      tally.remark(
          "block at offset "
              + input.offset()
              + " has length "
              + length
              + ", expected a multiple"
              + " of 4 that is at least 12; the rest of the file was skipped");
      return end("block-length");
    }
    boolean wanted = type == INTERFACE || isPacket(type);
    if (!wanted) {
      return pass(length);
    }
    if (length > MAX_PACKET_BLOCK) {
      return end("block-length");
    }
    if (!input.require((int) length)) {
      return end("record-cut");
    }
    if (u32((int) length - 4) != length) {
      tally.remark(
          "block at offset "
              + input.offset()
              + " repeats another length at its end; the rest of"
              + " the file was skipped");
      return end("block-length");
    }
    boolean packet = type == INTERFACE ? addInterface((int) length) : packet(type, record, length);
    input.advance((int) length);
    return packet;
  }

  private static boolean isPacket(int type) {
    return type == ENHANCED_PACKET || type == SIMPLE_PACKET || type == OLD_PACKET;
  }

  private boolean pass(long length) throws IOException {
    return input.skip(length) ? false : end("record-cut");
  }

  private boolean section() throws IOException {
    if (!input.require(28)) {
      return end("record-cut");
    }
    int magic = input.buffer().getInt(input.index() + 8);
    if (magic != BYTE_ORDER && magic != Integer.reverseBytes(BYTE_ORDER)) {
      return end("section-byte-order");
    }
    littleEndian = magic != BYTE_ORDER;
    interfacesBefore += interfaces.size();
    interfaces.clear();
    long length = u32(4);
    if (length < 28 || length % 4 != 0) {
      return end("block-length");
    }
    return pass(length);
  }

  private boolean addInterface(int length) {
    int linkType = length < 20 ? 0 : u16(8);
    long snapLength = length < 20 ? 0 : u32(12);
    CaptureInterface.Builder builder = new CaptureInterface.Builder(linkType, snapLength);
    int at = 16;
    while (at + 4 <= length - 4) {
      int code = u16(at);
      int size = u16(at + 2);
      if (code == 0 || at + 4 + size > length - 4) {
        break;
      }
      builder.option(code, input.buffer(), input.index() + at + 4, size, littleEndian);
      at += 4 + ((size + 3) & ~3);
    }
    interfaces.add(builder.build());
    return false;
  }

  private boolean packet(int type, PacketRecord record, long length) {
    return switch (type) {
      case ENHANCED_PACKET ->
          length < 32
              ? skipped("block-length")
              : timed(record, length, (int) Math.min(u32(8), Integer.MAX_VALUE));
      case OLD_PACKET -> length < 32 ? skipped("block-length") : timed(record, length, u16(8));
      default -> length < 16 ? skipped("block-length") : simple(record, length);
    };
  }

  private boolean timed(PacketRecord record, long length, int number) {
    CaptureInterface from = number < interfaces.size() ? interfaces.get(number) : null;
    if (from == null) {
      return skipped("unknown-interface");
    }
    long captured = u32(20);
    if (captured > length - 32) {
      return skipped("record-length");
    }
    lastTime = from.nanos(u32(12) << 32 | u32(16));
    return fill(record, from, number, 28, (int) captured, u32(24));
  }

  private boolean simple(PacketRecord record, long length) {
    CaptureInterface from = interfaces.isEmpty() ? null : interfaces.getFirst();
    if (from == null) {
      return skipped("unknown-interface");
    }
    long original = u32(8);
    long captured = Math.min(original, length - 16);
    if (from.snapLength() > 0) {
      captured = Math.min(captured, from.snapLength());
    }
    return fill(record, from, 0, 12, (int) captured, original);
  }

  private boolean fill(
      PacketRecord record,
      CaptureInterface from,
      int number,
      int header,
      int captured,
      long original) {
    if (captured > MAX_CAPTURED) {
      return skipped("record-length");
    }
    record.offset = input.offset();
    record.timeNanos = lastTime;
    record.data = input.buffer();
    record.start = input.index() + header;
    record.capturedLength = captured;
    record.originalLength = original;
    record.linkType = from.linkType();
    record.littleEndian = littleEndian;
    record.interfaceNumber = interfacesBefore + number;
    record.interfaceName = from.name();
    return true;
  }

  private boolean skipped(String reason) {
    tally.malformed(reason);
    return false;
  }

  private boolean end(@Nullable String reason) {
    ended = true;
    if (reason != null) {
      tally.malformed(reason);
    }
    return false;
  }

  private long u32(int at) {
    ByteBuffer buffer = input.buffer();
    int value = buffer.getInt(input.index() + at);
    return (littleEndian ? Integer.reverseBytes(value) : value) & 0xffff_ffffL;
  }

  private int u16(int at) {
    short value = input.buffer().getShort(input.index() + at);
    return (littleEndian ? Short.reverseBytes(value) : value) & 0xffff;
  }

  @Override
  public long offset() {
    return input.offset();
  }

  @Override
  public long filePosition() throws IOException {
    return input.filePosition();
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
