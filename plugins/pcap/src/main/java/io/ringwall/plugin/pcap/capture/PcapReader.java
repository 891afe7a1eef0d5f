package io.ringwall.plugin.pcap.capture;

import io.ringwall.plugin.pcap.tally.Tally;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads libpcap's own format (draft-ietf-opsawg-pcap), in all its byte orders and resolutions. */
final class PcapReader implements CaptureReader {
  private static final int FILE_HEADER = 24;
  private static final long SECOND = 1_000_000_000L;

  private final Input input;
  private final Tally tally;
  private final boolean littleEndian;
  private final int recordHeader;
  private final long unit;
  private final int linkType;
  private boolean ended;

  PcapReader(Input input, PcapMagic magic, Tally tally) throws IOException {
    this.input = input;
    this.tally = tally;
    this.littleEndian = magic.littleEndian();
    this.recordHeader = magic.recordHeader();
    this.unit = magic.unitNanos();
    if (input.require(FILE_HEADER)) {
      this.linkType = u32(input.buffer(), input.index() + 20) & 0xffff;
      input.advance(FILE_HEADER);
    } else {
      this.linkType = 0;
      this.ended = true;
      tally.malformed("file-header-cut");
    }
  }

  @Override
  public boolean next(PacketRecord record) throws IOException {
    if (ended) {
      return false;
    }
    if (!input.require(recordHeader)) {
      return end(input.require(1) ? "record-cut" : null);
    }
    ByteBuffer buffer = input.buffer();
    int at = input.index();
    int captured = (int) first(buffer.getLong(at + 8));
    if (captured < 0 || captured > MAX_CAPTURED) {
      tally.remark(
          "record at offset "
              + input.offset()
              + " claims "
              + (captured & 0xffff_ffffL)
              + " bytes, at most "
              + MAX_CAPTURED
              + " are believed; the rest of the file was skipped");
      return end("record-length");
    }
    if (!input.require(recordHeader + captured)) {
      return end("record-cut");
    }
    fill(record, captured);
    return true;
  }

  private void fill(PacketRecord record, int captured) {
    ByteBuffer buffer = input.buffer();
    int at = input.index();
    long time = buffer.getLong(at);
    record.offset = input.offset();
    record.timeNanos = first(time) * SECOND + second(time) * unit;
    record.data = buffer;
    record.start = at + recordHeader;
    record.capturedLength = captured;
    record.originalLength = second(buffer.getLong(at + 8));
    record.linkType = linkType;
    record.littleEndian = littleEndian;
    input.advance(recordHeader + captured);
  }

  private boolean end(@Nullable String reason) {
    ended = true;
    if (reason != null) {
      tally.malformed(reason);
    }
    return false;
  }

  /** The first of two numbers of 32 bits that were read as one, which costs half. */
  private long first(long both) {
    return littleEndian ? Long.reverseBytes(both) & 0xffff_ffffL : both >>> 32;
  }

  private long second(long both) {
    return littleEndian ? Long.reverseBytes(both) >>> 32 : both & 0xffff_ffffL;
  }

  private int u32(ByteBuffer buffer, int index) {
    int value = buffer.getInt(index);
    return littleEndian ? Integer.reverseBytes(value) : value;
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
