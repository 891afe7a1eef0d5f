package io.ringwall.plugin.file;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Which finding a line holds, and in which revision: the members {@code id} and {@code revision} of
 * its object, read without the rest.
 */
record LineHeader(String id, long revision) {
  private static final int DEEPEST = 64;

  /** Null when the line is no complete JSON object with both. */
  static @Nullable LineHeader read(byte[] line, int length) {
    return new Reader(new String(line, 0, length, StandardCharsets.UTF_8)).header();
  }

  /** Goes over one JSON object; says "no" by -1 or false. */
  private static final class Reader {
    private final String text;
    private int at;
    private @Nullable String id;
    private long revision = -1;

    Reader(String text) {
      this.text = text;
    }

    @Nullable LineHeader header() {
      blanks();
      boolean whole = object(0);
      blanks();
      String found = id;
      return whole && at == text.length() && found != null && revision >= 0
          ? new LineHeader(found, revision)
          : null;
    }

    private boolean object(int depth) {
      if (!is('{')) {
        return false;
      }
      if (is('}')) {
        return true;
      }
      do {
        blanks();
        String name = string();
        if (name == null || !is(':') || !member(name, depth)) {
          return false;
        }
      } while (is(','));
      return is('}');
    }

    private boolean member(String name, int depth) {
      blanks();
      int from = at;
      if (!value(depth + 1)) {
        return false;
      }
      String value = text.substring(from, at);
      if (depth == 0 && name.equals("id") && value.startsWith("\"")) {
        id = value.substring(1, value.length() - 1);
      }
      if (depth == 0 && name.equals("revision") && value.matches("[0-9]{1,18}")) {
        revision = Long.parseLong(value);
      }
      return true;
    }

    private boolean value(int depth) {
      if (depth > DEEPEST || at == text.length()) {
        return false;
      }
      return switch (text.charAt(at)) {
        case '{' -> object(depth);
        case '[' -> array(depth);
        case '"' -> string() != null;
        default -> word();
      };
    }

    private boolean array(int depth) {
      if (!is('[')) {
        return false;
      }
      if (is(']')) {
        return true;
      }
      do {
        blanks();
        if (!value(depth + 1)) {
          return false;
        }
      } while (is(','));
      return is(']');
    }

    /** The string as it is written, escapes and all. */
    private @Nullable String string() {
      if (at == text.length() || text.charAt(at) != '"') {
        return null;
      }
      int from = ++at;
      while (at < text.length() && text.charAt(at) != '"') {
        at += text.charAt(at) == '\\' ? 2 : 1;
      }
      return at < text.length() ? text.substring(from, at++) : null;
    }

    /** A number, true, false, or null. */
    private boolean word() {
      int from = at;
      while (at < text.length() && ",]} \t".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(from, at).matches("-?[0-9.eE+-]+|true|false|null");
    }

    /** Passes over this character, and blanks before it, if it comes next. */
    private boolean is(char wanted) {
      blanks();
      boolean found = at < text.length() && text.charAt(at) == wanted;
      at += found ? 1 : 0;
      return found;
    }

    private void blanks() {
      while (at < text.length() && " \t\r".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }
  }
}
