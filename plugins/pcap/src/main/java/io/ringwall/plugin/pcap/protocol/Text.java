package io.ringwall.plugin.pcap.protocol;

/** Text from outside, made safe to show. */
final class Text {
  private Text() {}

  /** Writes everything outside printable ASCII as \DDD, a decimal for each byte. */
  static String printable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPrintable(text.charAt(i))) {
        return escaped(text);
      }
    }
    return text;
  }

  private static boolean isPrintable(char character) {
    return character > ' ' && character < 0x7f;
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      append(escaped, text.charAt(i));
    }
    return escaped.toString();
  }

  static void append(StringBuilder text, int character) {
    if (isPrintable((char) character)) {
      text.append((char) character);
    } else {
      text.append('\\');
      text.append((char) ('0' + character / 100 % 10));
      text.append((char) ('0' + character / 10 % 10));
      text.append((char) ('0' + character % 10));
    }
  }

  /** At most this many characters. */
  static String limited(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}
