package io.ringwall.plugin.pcap.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Cuts one side of an HTTP/2 connection into frames and joins header blocks (RFC 9113, 4). */
final class Http2Frames {
  private static final int HEADER = 9;
  private static final int MAX_FRAME = 1 << 17;
  private static final int MAX_BLOCK = 65_536;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int PUSH_PROMISE = 5;
  private static final int CONTINUATION = 9;
  private static final int END_HEADERS = 4;
  private static final int PADDED = 8;
  private static final int PRIORITY = 0x20;

  /** Is told of each frame that matters. */
  interface Reader {
    /** A whole header block. */
    void headers(int stream, Bytes block, int length, long timeNanos);

    /** Content of a stream. */
    void data(int stream, int length);
  }

  private final Reader reader;
  private int preface;
  private final byte[] header = new byte[HEADER];
  private int headerLength;
  private byte[] payload = new byte[0];
  private int payloadLength;
  private int left;
  private byte[] block = new byte[0];
  private int blockLength;
  private int blockStream;
  private boolean lost;

  Http2Frames(Reader reader, int prefaceLength) {
    this.reader = reader;
    this.preface = prefaceLength;
  }

  boolean isLost() {
    return lost;
  }

  void add(ByteBuffer data, int start, int end, long timeNanos) {
    int at = start + Math.min(preface, end - start);
    preface -= at - start;
    while (at < end && !lost) {
      if (headerLength < HEADER) {
        header[headerLength++] = data.get(at++);
        beginFrame();
      } else {
        int part = Math.min(left, end - at);
        keep(data, at, part);
        at += part;
        left -= part;
      }
      if (headerLength == HEADER && left == 0 && !lost) {
        frame(timeNanos);
        headerLength = 0;
      }
    }
  }

  private int type() {
    return header[3] & 0xff;
  }

  private int flags() {
    return header[4] & 0xff;
  }

  private int stream() {
    return (header[5] & 0x7f) << 24
        | (header[6] & 0xff) << 16
        | (header[7] & 0xff) << 8
        | header[8] & 0xff;
  }

  private int frameLength() {
    return (header[0] & 0xff) << 16 | (header[1] & 0xff) << 8 | header[2] & 0xff;
  }

  private boolean carriesHeaders() {
    return type() == HEADERS || type() == PUSH_PROMISE || type() == CONTINUATION;
  }

  private void beginFrame() {
    if (headerLength == HEADER) {
      left = frameLength();
      payloadLength = 0;
      lost = type() > 0x10 && type() != 0xf0 || carriesHeaders() && left > MAX_FRAME;
    }
  }

  private void keep(ByteBuffer data, int at, int count) {
    if (!carriesHeaders()) {
      return;
    }
    if (payloadLength + count > payload.length) {
      payload = Arrays.copyOf(payload, Math.max(payloadLength + count, 2 * payload.length));
    }
    data.get(at, payload, payloadLength, count);
    payloadLength += count;
  }

  private void frame(long timeNanos) {
    switch (type()) {
      case DATA -> reader.data(stream(), frameLength());
      case HEADERS -> begin(stream(), (flags() & PRIORITY) != 0 ? 5 : 0, timeNanos);
      case PUSH_PROMISE -> begin(-1, 4, timeNanos);
      case CONTINUATION -> append(0, payloadLength, timeNanos);
      default -> {}
    }
  }

  private void begin(int stream, int skip, long timeNanos) {
    boolean padded = (flags() & PADDED) != 0 && payloadLength > 0;
    int padding = padded ? payload[0] & 0xff : 0;
    int from = skip + (padded ? 1 : 0);
    blockStream = stream;
    blockLength = 0;
    if (from + padding > payloadLength) {
      lost = true;
    } else {
      append(from, payloadLength - padding, timeNanos);
    }
  }

  private void append(int from, int to, long timeNanos) {
    int count = to - from;
    if (blockLength + count > MAX_BLOCK) {
      lost = true;
      return;
    }
    block = Arrays.copyOf(block, Math.max(block.length, blockLength + count));
    System.arraycopy(payload, from, block, blockLength, count);
    blockLength += count;
    if ((flags() & END_HEADERS) != 0) {
      reader.headers(blockStream, Bytes.of(block, blockLength), blockLength, timeNanos);
      blockLength = 0;
    }
  }

  /** Lost bytes inside a frame's content do not matter; else the frames cannot be found again. */
  void gap(long length) {
    boolean inside = headerLength == HEADER && !carriesHeaders() && length <= left;
    if (!inside) {
      lost = true;
      return;
    }
    left -= (int) length;
    if (left == 0) {
      headerLength = 0;
    }
  }
}
