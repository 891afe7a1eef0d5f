package io.ringwall.sdk.plugin;

import org.jspecify.annotations.Nullable;

/**
 * Something a plugin could not do. The message is a sentence for the user: what, where, what was
 * expected, what was found, such as {@code interface 'eth9' not found; this host has eth0, lo}. The
 * engine adds the plugin's name.
 */
public final class PluginException extends Exception {
  private static final long serialVersionUID = 1;

  /** Whose business the failure is. */
  public enum Category {
    /** The user's settings are wrong. */
    CONFIGURATION,
    /** The input cannot be read. */
    INPUT,
    /** Something outside is missing, full, or refuses. */
    RESOURCE,
    /** A defect of the plugin. */
    INTERNAL
  }

  private final Category category;

  /** A failure with a sentence for the user. */
  public PluginException(Category category, String message) {
    this(category, message, null);
  }

  /** A failure with a sentence for the user and its cause. */
  public PluginException(Category category, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  /** Whose business it is. */
  public Category category() {
    return category;
  }
}
