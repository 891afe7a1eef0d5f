package io.ringwall.sdk.rules;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The global {@code text}: text functions that are safe on hostile input; for conditions and
 * consequences. Null is never a match.
 */
@ProviderType
public interface Text {
  /**
   * Does the whole text match an RE2 expression: linear time, no back-references or look-around.
   *
   * @param text the text
   * @param expression the expression, a literal; compiled once
   */
  boolean matches(@Nullable String text, String expression);

  /** Does a part of the text match an RE2 expression. */
  boolean finds(@Nullable String text, String expression);

  /** Does the text contain this part, whatever the case of ASCII letters. */
  boolean containsIgnoreCase(@Nullable String text, String part);
}
