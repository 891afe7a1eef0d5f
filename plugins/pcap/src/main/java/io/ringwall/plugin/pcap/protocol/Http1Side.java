package io.ringwall.plugin.pcap.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts one side of an HTTP/1.x connection into heads and bodies (RFC 9112). Bodies are passed over
 * without being kept.
 */
final class Http1Side {
  private static final int MAX_HEAD = 16_384;
  private static final byte[] NOTHING = {};

  private enum State {
    HEAD,
    LENGTH,
    CHUNK_SIZE,
    CHUNK,
    TRAILERS,
    UNTIL_CLOSE,
    LOST
  }

  /** Is told of each message. */
  interface Reader {
    /** A head: start line and fields, without the empty line; answers how the body is framed. */
    Framing head(String head, int bytes, long timeNanos);

    /** Some bytes of the body. */
    void body(long bytes);
  }

  /**
   * How a body ends.
   *
   * @param length by length; -1 chunked; -2 with the connection; -3 nothing more is HTTP
   */
  record Framing(long length) {
    static final Framing NONE = new Framing(0);
    static final Framing CHUNKED = new Framing(-1);
    static final Framing UNTIL_CLOSE = new Framing(-2);
    static final Framing TUNNEL = new Framing(-3);

    private State behindHead() {
      return switch (Math.clamp(length, -3, 1)) {
        case -3 -> State.LOST;
        case -2 -> State.UNTIL_CLOSE;
        case -1 -> State.CHUNK_SIZE;
        case 0 -> State.HEAD;
        default -> State.LENGTH;
      };
    }
  }

  private final Reader reader;
  private byte[] line = NOTHING;
  private int length;
  private State state = State.HEAD;
  private long left;

  Http1Side(Reader reader) {
    this.reader = reader;
  }

  boolean isLost() {
    return state == State.LOST;
  }

  /** Takes bytes; returns where HTTP ends: the end, unless a tunnel began. */
  int data(ByteBuffer data, int start, int end, long timeNanos) {
    if (state == State.LOST && !beginsMessage(data, start, end)) {
      return end;
    }
    int at = start;
    while (at < end) {
      at = step(data, at, end, timeNanos);
      if (at < 0) {
        return ~at;
      }
    }
    return end;
  }

  /** Reads on from here; the complement of the index when a tunnel begins. */
  private int step(ByteBuffer data, int at, int end, long timeNanos) {
    return switch (state) {
      case HEAD -> head(data, at, end, timeNanos);
      case CHUNK_SIZE, TRAILERS -> line(data, at, end);
      case LENGTH, CHUNK -> body(at, end);
      case UNTIL_CLOSE -> {
        reader.body(end - at);
        yield end;
      }
      case LOST -> end;
    };
  }

  private boolean beginsMessage(ByteBuffer data, int start, int end) {
    Prefix prefix = new Prefix();
    prefix.add(data, start, Math.min(end - start, 256));
    if (!HttpSignatures.isRequest(prefix) && !HttpSignatures.isResponse(prefix)) {
      return false;
    }
    length = 0;
    state = State.HEAD;
    return true;
  }

  private int head(ByteBuffer data, int from, int end, long timeNanos) {
    int at = length == 0 ? pastLineEnds(data, from, end) : from;
    while (at < end) {
      int lineEnd = pastLine(data, at, end);
      if (!keep(data, at, lineEnd - at)) {
        state = State.LOST;
        return end;
      }
      at = lineEnd;
      if (line[length - 1] == '\n' && endsHead()) {
        return headComplete(at, timeNanos);
      }
    }
    return at;
  }

  private static int pastLineEnds(ByteBuffer data, int from, int end) {
    int at = from;
    while (at < end && (data.get(at) == '\r' || data.get(at) == '\n')) {
      at++;
    }
    return at;
  }

  private static int pastLine(ByteBuffer data, int from, int end) {
    int at = from;
    while (at < end) {
      if (data.get(at++) == '\n') {
        return at;
      }
    }
    return end;
  }

  private boolean keep(ByteBuffer data, int from, int count) {
    if (length + count > MAX_HEAD) {
      return false;
    }
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(length + count, Math.max(512, 2 * length)));
    }
    data.get(from, line, length, count);
    length += count;
    return true;
  }

  private boolean keep(byte next) {
    if (length == MAX_HEAD) {
      return false;
    }
    if (length == line.length) {
      line = Arrays.copyOf(line, Math.max(512, 2 * length));
    }
    line[length++] = next;
    return true;
  }

  private boolean endsHead() {
    boolean bare = length >= 2 && line[length - 2] == '\n';
    return bare || length >= 3 && line[length - 2] == '\r' && line[length - 3] == '\n';
  }

  private int headComplete(int at, long timeNanos) {
    String head = new String(line, 0, length, StandardCharsets.ISO_8859_1);
    Framing framing = reader.head(head, length, timeNanos);
    length = 0;
    line = NOTHING;
    left = framing.length();
    state = framing.behindHead();
    return state == State.LOST ? ~at : at;
  }

  private int body(int at, int end) {
    long part = Math.min(left, end - at);
    consume(part);
    return at + (int) part;
  }

  private void consume(long part) {
    reader.body(part);
    left -= part;
    if (left == 0) {
      state = state == State.CHUNK ? State.CHUNK_SIZE : State.HEAD;
    }
  }

  private int line(ByteBuffer data, int from, int end) {
    int at = from;
    while (at < end) {
      byte next = data.get(at++);
      if (next == '\n') {
        lineComplete();
        return at;
      }
      if (next != '\r' && !keep(next)) {
        state = State.LOST;
        return end;
      }
    }
    return at;
  }

  private void lineComplete() {
    String text = new String(line, 0, length, StandardCharsets.ISO_8859_1);
    length = 0;
    if (state == State.TRAILERS) {
      state = text.isEmpty() ? State.HEAD : State.TRAILERS;
    } else if (!text.isEmpty()) {
      chunk(text);
    }
  }

  private void chunk(String line) {
    left = chunkSize(line);
    if (left < 0) {
      state = State.LOST;
    } else {
      state = left == 0 ? State.TRAILERS : State.CHUNK;
    }
  }

  private static long chunkSize(String line) {
    long size = 0;
    int digits = 0;
    for (; digits < line.length(); digits++) {
      int digit = Character.digit(line.charAt(digits), 16);
      if (digit < 0) {
        break;
      }
      size = size << 4 | digit;
    }
    return digits == 0 || digits > 15 ? -1 : size;
  }

  /** Lost bytes inside a body do not matter. */
  void gap(long bytes) {
    boolean inside = (state == State.LENGTH || state == State.CHUNK) && bytes <= left;
    if (inside) {
      consume(bytes);
    } else if (state != State.UNTIL_CLOSE) {
      state = State.LOST;
      length = 0;
    }
  }
}
