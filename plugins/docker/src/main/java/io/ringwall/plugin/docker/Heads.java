package io.ringwall.plugin.docker;

import java.nio.charset.StandardCharsets;

/** Looks at the first bytes of a file. */
final class Heads {
  private Heads() {}

  /** Where the text begins, behind a byte order mark and white space; -1 for nowhere. */
  static int firstByte(byte[] head) {
    boolean marked =
        head.length > 2
            && (head[0] & 0xff) == 0xef
            && (head[1] & 0xff) == 0xbb
            && (head[2] & 0xff) == 0xbf;
    int at = marked ? 3 : 0;
    while (at < head.length && (head[at] == ' ' || head[at] >= '\t' && head[at] <= '\r')) {
      at++;
    }
    return at < head.length ? at : -1;
  }

  static boolean contains(byte[] head, String text) {
    return new String(head, StandardCharsets.ISO_8859_1).contains(text);
  }
}
