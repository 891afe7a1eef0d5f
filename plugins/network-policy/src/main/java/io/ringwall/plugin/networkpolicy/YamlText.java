package io.ringwall.plugin.networkpolicy;

/** A text of YAML that grows line by line; every scalar that is text is in double quotes. */
final class YamlText {
  private final StringBuilder text = new StringBuilder();

  /** A line as it is: keys and numbers of ours. */
  YamlText line(int indent, String line) {
    text.repeat(' ', indent).append(line).append('\n');
    return this;
  }

  /** A key, or an item that begins with one ({@code - cidr}), and its value. */
  YamlText entry(int indent, String key, String value) {
    return line(indent, key + ": " + quoted(value));
  }

  /** The value in double quotes, in ASCII whatever it holds. */
  static String quoted(String value) {
    var quoted = new StringBuilder(value.length() + 2).append('"');
    value.codePoints().forEach(letter -> append(quoted, letter));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder to, int letter) {
    if (letter == '"' || letter == '\\') {
      to.append('\\').append((char) letter);
    } else if (letter >= 0x20 && letter < 0x7f) {
      to.append((char) letter);
    } else if (letter >= 0xd800 && letter <= 0xdfff) {
      to.append("\\uFFFD");
    } else if (letter <= 0xffff) {
      to.append(String.format(java.util.Locale.ROOT, "\\u%04X", letter));
    } else {
      to.append(String.format(java.util.Locale.ROOT, "\\U%08X", letter));
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
