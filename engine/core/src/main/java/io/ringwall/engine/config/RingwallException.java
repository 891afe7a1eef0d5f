package io.ringwall.engine.config;

import org.jspecify.annotations.Nullable;

/**
 * Something that stops what the user asked for. The message is a sentence for the user: what,
 * where, what was expected, what was found; several problems are one line each.
 */
public final class RingwallException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Whose business the failure is. */
  public enum Category {
    /** The settings are wrong: configuration, rule sets, arguments. */
    CONFIGURATION,
    /** The input cannot be read. */
    INPUT,
    /** A plugin failed. */
    PLUGIN,
    /** Something outside is missing, full, or refuses. */
    RESOURCE,
    /** A defect of Ringwall. */
    INTERNAL
  }

  private final Category category;

  /** A failure with a sentence for the user. */
  public RingwallException(Category category, String message) {
    this(category, message, null);
  }

  /** A failure with a sentence for the user and its cause. */
  public RingwallException(Category category, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  /** Whose business it is. */
  public Category category() {
    return category;
  }

  /** The sentence. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
