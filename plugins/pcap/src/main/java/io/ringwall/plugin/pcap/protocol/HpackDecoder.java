package io.ringwall.plugin.pcap.protocol;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the header blocks of one direction of an HTTP/2 connection (RFC 7541). Once something
 * cannot be decoded, later blocks cannot either.
 */
final class HpackDecoder {
  private static final int ENTRY_OVERHEAD = 32;
  private static final int MAX_TABLE = 65_536;
  private static final int MAX_FIELDS = 256;

  // RFC 7541, appendix A.
  private static final String[] STATIC = {
    ":authority", "",
    ":method", "GET",
    ":method", "POST",
    ":path", "/",
    ":path", "/index.html",
    ":scheme", "http",
    ":scheme", "https",
    ":status", "200",
    ":status", "204",
    ":status", "206",
    ":status", "304",
    ":status", "400",
    ":status", "404",
    ":status", "500",
    "accept-charset", "",
    "accept-encoding", "gzip, deflate",
    "accept-language", "",
    "accept-ranges", "",
    "accept", "",
    "access-control-allow-origin", "",
    "age", "",
    "allow", "",
    "authorization", "",
    "cache-control", "",
    "content-disposition", "",
    "content-encoding", "",
    "content-language", "",
    "content-length", "",
    "content-location", "",
    "content-range", "",
    "content-type", "",
    "cookie", "",
    "date", "",
    "etag", "",
    "expect", "",
    "expires", "",
    "from", "",
    "host", "",
    "if-match", "",
    "if-modified-since", "",
    "if-none-match", "",
    "if-range", "",
    "if-unmodified-since", "",
    "last-modified", "",
    "link", "",
    "location", "",
    "max-forwards", "",
    "proxy-authenticate", "",
    "proxy-authorization", "",
    "range", "",
    "referer", "",
    "refresh", "",
    "retry-after", "",
    "server", "",
    "set-cookie", "",
    "strict-transport-security", "",
    "transfer-encoding", "",
    "user-agent", "",
    "vary", "",
    "via", "",
    "www-authenticate", "",
  };

  private static final int STATIC_SIZE = STATIC.length / 2;

  private final List<Field> table = new ArrayList<>();
  private int tableSize;
  private int maxTableSize = 4_096;
  private boolean lost;

  /**
   * A header field.
   *
   * @param name lower-case
   * @param value as sent, a character a byte
   */
  record Field(String name, String value) {
    int size() {
      return name.length() + value.length() + ENTRY_OVERHEAD;
    }
  }

  /** Is the state of the table unknown, so that nothing more can be decoded. */
  boolean isLost() {
    return lost;
  }

  void lose() {
    lost = true;
  }

  /** Decodes a header block; what was read before a defect is returned. */
  List<Field> decode(Bytes block) {
    ArrayDeque<Field> fields = new ArrayDeque<>();
    while (!lost && !block.isEmpty() && fields.size() < MAX_FIELDS) {
      Field field = next(block);
      if (field != null) {
        fields.add(field);
      }
    }
    lost |= !block.isEmpty();
    return List.copyOf(fields);
  }

  private @Nullable Field next(Bytes block) {
    int first = block.peek(0);
    if ((first & 0x80) != 0) {
      return indexed(integer(block, 7));
    }
    if ((first & 0xe0) == 0x20) {
      resize(integer(block, 5));
      return null;
    }
    boolean indexing = (first & 0x40) != 0;
    Field field = literal(block, integer(block, indexing ? 6 : 4));
    if (indexing && field != null) {
      insert(field);
    }
    return field;
  }

  private @Nullable Field literal(Bytes block, int nameIndex) {
    String name = null;
    if (nameIndex == 0) {
      name = string(block);
    } else {
      Field named = indexed(nameIndex);
      name = named == null ? null : named.name();
    }
    String value = string(block);
    if (name == null || value == null) {
      lost = true;
      return null;
    }
    return new Field(name, value);
  }

  private @Nullable Field indexed(int index) {
    if (index >= 1 && index <= STATIC_SIZE) {
      return new Field(STATIC[2 * index - 2], STATIC[2 * index - 1]);
    }
    int dynamic = index - STATIC_SIZE - 1;
    if (dynamic < 0 || dynamic >= table.size()) {
      lost = true;
      return null;
    }
    return table.get(table.size() - 1 - dynamic);
  }

  private void insert(Field field) {
    table.add(field);
    tableSize += field.size();
    evict();
  }

  private void resize(int size) {
    lost |= size < 0 || size > MAX_TABLE;
    maxTableSize = size;
    evict();
  }

  private void evict() {
    int gone = 0;
    while (tableSize > maxTableSize && gone < table.size()) {
      tableSize -= table.get(gone).size();
      gone++;
    }
    table.subList(0, gone).clear();
  }

  private @Nullable String string(Bytes block) {
    boolean huffman = (block.peek(0) & 0x80) != 0;
    int length = integer(block, 7);
    if (length < 0 || length > block.remaining()) {
      return null;
    }
    return huffman ? HpackHuffman.decode(block.take(length)) : block.text(length);
  }

  /** An integer with a prefix of some bits (RFC 7541, 5.1); -1 when it is too large or cut. */
  private static int integer(Bytes block, int bits) {
    int mask = (1 << bits) - 1;
    int value = block.u8() & mask;
    if (value < mask) {
      return block.failed() ? -1 : value;
    }
    long sum = value;
    for (int shift = 0; shift < 28; shift += 7) {
      int next = block.u8();
      sum += (long) (next & 0x7f) << shift;
      if ((next & 0x80) == 0) {
        return block.failed() || sum > Integer.MAX_VALUE ? -1 : (int) sum;
      }
    }
    return -1;
  }
}
