package io.ringwall.engine.rules;

import java.util.List;

/**
 * Something that must hold for a pattern to match: what a path gives equals a constant.
 *
 * @param path accessors from the fact on
 * @param value a String, Long, Boolean or enum constant
 */
record Equality(Path path, Object value) {
  /**
   * Accessors asked one after the other; absent as soon as one of them gives null.
   *
   * @param root the fact
   * @param steps accessors with their arguments
   */
  record Path(Class<?> root, List<Step> steps) {}

  /**
   * An accessor and its arguments, constants all.
   *
   * @param accessor what is asked
   * @param arguments with what
   */
  record Step(Accessor accessor, List<Object> arguments) {}
}
