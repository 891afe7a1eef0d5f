package io.ringwall.engine.config;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which plugins are let in. Where both are empty, what is in the folder is. Each is a SHA-256 in
 * hex, with or without {@code sha256:} before it and colons in it, as {@code sha256sum} and {@code
 * keytool -list -v} print it.
 *
 * @param digests of JARs
 * @param signers of the certificates of those who sign JARs
 */
public record PluginAdmission(Set<String> digests, Set<String> signers) {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final String PREFIX = "sha256:";

  /** What is in the folder is let in. */
  public static final PluginAdmission ALL = new PluginAdmission(Set.of(), Set.of());

  public PluginAdmission {
    digests = normal("digests", digests);
    signers = normal("signers", signers);
  }

  private static Set<String> normal(String key, Set<String> written) {
    Set<String> all = new LinkedHashSet<>();
    for (String one : written) {
      String lower = one.toLowerCase(Locale.ROOT).strip();
      String digits =
          (lower.startsWith(PREFIX) ? lower.substring(PREFIX.length()) : lower).replace(":", "");
      if (!SHA_256.matcher(digits).matches()) {
        throw new IllegalArgumentException(
            key + " are SHA-256 in hex, 64 digits each; found '" + one + "'");
      }
      all.add(digits);
    }
    return Set.copyOf(all);
  }
}
