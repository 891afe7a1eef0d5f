package io.ringwall.engine.config;

/** What patterns over the names of workloads may be. */
final class Patterns {
  /** A DNS name has no more (RFC 1035, section 2.3.4). */
  private static final int NAME_MAX = 253;

  /** A reference to an image has 255 of a repository, 128 of a tag and 72 of a digest. */
  private static final int IMAGE_MAX = 512;

  private static final int SHOWN_MAX = 60;

  private Patterns() {}

  /**
   * Refuses what is no pattern over {@code namespace/service}.
   *
   * @throws IllegalArgumentException with a sentence
   */
  static void requireScope(String key, String scope) {
    if (scope.isBlank() || scope.chars().filter(c -> c == '/').count() != 1) {
      throw new IllegalArgumentException(
          key
              + " must be NAMESPACE/SERVICE, such as shop/* or */payment, was '"
              + shown(scope)
              + "'");
    }
    int slash = scope.indexOf('/');
    requireName(key + ": the namespace", scope.substring(0, slash));
    requireName(key + ": the service", scope.substring(slash + 1));
  }

  /** Refuses one that is longer than a name can be. */
  static void requireName(String key, String pattern) {
    requireLength(key, pattern, NAME_MAX);
  }

  /** Refuses one that is longer than a reference to an image can be. */
  static void requireImage(String key, String pattern) {
    requireLength(key, pattern, IMAGE_MAX);
  }

  private static void requireLength(String key, String pattern, int max) {
    if (pattern.length() > max) {
      throw new IllegalArgumentException(
          "%s must be at most %d characters long, was %d: '%s'"
              .formatted(key, max, pattern.length(), shown(pattern)));
    }
  }

  private static String shown(String text) {
    return text.length() <= SHOWN_MAX
        ? text
        : text.substring(0, text.offsetByCodePoints(0, SHOWN_MAX / 2)) + "…";
  }
}
