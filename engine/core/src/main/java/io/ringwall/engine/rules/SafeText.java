package io.ringwall.engine.rules;

import com.google.re2j.Pattern;
import io.ringwall.sdk.rules.Text;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The global {@code text}; used by any thread. */
final class SafeText implements Text {
  private static final int EXPRESSIONS_MAX = 10_000;

  private final Map<String, Pattern> expressions = new ConcurrentHashMap<>();

  @Override
  public boolean matches(@Nullable String text, String expression) {
    return text != null && pattern(expression).matches(text);
  }

  @Override
  public boolean finds(@Nullable String text, String expression) {
    return text != null && pattern(expression).matcher(text).find();
  }

  @Override
  public boolean containsIgnoreCase(@Nullable String text, String part) {
    if (text == null) {
      return false;
    }
    int last = text.length() - part.length();
    for (int i = 0; i <= last; i++) {
      if (at(text, i, part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean at(String text, int offset, String part) {
    for (int i = 0; i < part.length(); i++) {
      if (lower(text.charAt(offset + i)) != lower(part.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }

  private Pattern pattern(String expression) {
    Pattern known = expressions.get(expression);
    if (known != null) {
      return known;
    }
    if (expressions.size() >= EXPRESSIONS_MAX) {
      // Only expressions made at run time can get here: they are not to fill the memory.
      expressions.clear();
    }
    return expressions.computeIfAbsent(expression, Pattern::compile);
  }
}
