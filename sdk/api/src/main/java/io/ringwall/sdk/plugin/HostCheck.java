package io.ringwall.sdk.plugin;

import java.util.Objects;

/**
 * Something that a feature needs of the host, and how to find out whether it is there. {@code
 * ringwall doctor} shows all checks, grouped by feature; {@code ringwall run} tells at its start
 * what they found to be missing, and starts with what there is; {@code ringwall status} tells what
 * is missing then.
 *
 * @param feature what works by it, in a few words for people, such as {@code packets}; checks of
 *     the same words are shown together, whoever they are from
 * @param name what is looked at, in a few words, such as {@code packet socket}; one of this name in
 *     a feature of a plugin
 * @param look finds out
 */
public record HostCheck(String feature, String name, Look look) {
  /** A check of something that has a name. */
  public HostCheck {
    if (feature.isBlank() || name.isBlank()) {
      throw new IllegalArgumentException(
          "a check must name a feature and what it looks at, was '"
              + feature
              + "', '"
              + name
              + "'");
    }
    Objects.requireNonNull(look, "look");
  }

  /** Finds out whether something is there. */
  @FunctionalInterface
  public interface Look {
    /**
     * Finds out by doing what the feature will do, where that leaves nothing behind: the best proof
     * that a socket can be opened is to open it, and close it again.
     *
     * <p>Called on a thread of its own, at any time, also while the plugin serves, and again while
     * somebody asks how the engine fares, at most once in 10 s. It may block; after 3 s it is
     * interrupted, left behind, and shown as missing.
     *
     * @return what was found
     * @throws PluginException when it cannot be there; shown as missing, with the message
     * @throws Exception anything else is shown as a failure of the plugin
     */
    HostFact now() throws Exception;
  }
}
