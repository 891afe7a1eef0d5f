package io.ringwall.engine.rules;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A word, number, text or sign of DRL or Java.
 *
 * @param kind what it is
 * @param text as written; of a text, with its quotes
 * @param offset where it begins
 */
record Token(Kind kind, String text, int offset) {
  private static final List<String> SIGNS =
      List.of("!.", "==", "!=", "<=", ">=", "&&", "||", ":=", "->", "::", "++", "--", "+=", "-=");

  enum Kind {
    WORD,
    NUMBER,
    TEXT,
    SIGN
  }

  boolean is(String expected) {
    return kind != Kind.TEXT && text.equals(expected);
  }

  boolean isWord() {
    return kind == Kind.WORD;
  }

  boolean isText() {
    return kind == Kind.TEXT;
  }

  /** Does it begin like a type or constant. */
  boolean isCapitalised() {
    return isWord() && Character.isUpperCase(text.charAt(0));
  }

  int end() {
    return offset + text.length();
  }

  /** All tokens of a text, without comments. */
  static List<Token> all(String source) {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < source.length()) {
      char c = source.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (source.startsWith("//", at)) {
        at = until(source, "\n", at + 2);
      } else if (source.startsWith("/*", at)) {
        at = until(source, "*/", at + 2);
      } else {
        Token token = at(source, at);
        tokens.add(token);
        at = token.end();
      }
    }
    return tokens;
  }

  private static int until(String source, String end, int from) {
    int at = source.indexOf(end, from);
    return at < 0 ? source.length() : at + end.length();
  }

  private static Token at(String source, int at) {
    char c = source.charAt(at);
    if (c == '"' || c == '\'') {
      return new Token(Kind.TEXT, source.substring(at, endOfText(source, at)), at);
    }
    if (Character.isJavaIdentifierStart(c)) {
      int end = at + 1;
      while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) {
        end++;
      }
      return new Token(Kind.WORD, source.substring(at, end), at);
    }
    if (Character.isDigit(c)) {
      int end = at + 1;
      while (end < source.length() && inNumber(source, end)) {
        end++;
      }
      return new Token(Kind.NUMBER, source.substring(at, end), at);
    }
    for (String sign : SIGNS) {
      if (source.startsWith(sign, at)) {
        return new Token(Kind.SIGN, sign, at);
      }
    }
    return new Token(Kind.SIGN, String.valueOf(c), at);
  }

  private static boolean inNumber(String source, int at) {
    char c = source.charAt(at);
    boolean fraction =
        c == '.' && at + 1 < source.length() && Character.isDigit(source.charAt(at + 1));
    return Character.isLetterOrDigit(c) || c == '_' || fraction;
  }

  private static int endOfText(String source, int at) {
    char quote = source.charAt(at);
    int end = at + 1;
    while (end < source.length() && source.charAt(end) != quote && source.charAt(end) != '\n') {
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(source.length(), end + 1);
  }

  /** What a text token stands for; null where it holds an escape that is not a common one. */
  static @Nullable String unquote(String text) {
    if (text.length() < 2 || text.charAt(text.length() - 1) != text.charAt(0)) {
      return null;
    }
    String inner = text.substring(1, text.length() - 1);
    StringBuilder plain = new StringBuilder(inner.length());
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (c == '\\') {
        i++;
        int escape = i < inner.length() ? "\\\"'ntr".indexOf(inner.charAt(i)) : -1;
        if (escape < 0) {
          return null;
        }
        plain.append("\\\"'\n\t\r".charAt(escape));
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
