package io.ringwall.engine.config;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which plugins are let in, and what to. Where digests and signers are empty, what is in the folder
 * is let in. Each is a SHA-256 in hex, with or without {@code sha256:} before it and colons in it,
 * as {@code sha256sum} and {@code keytool -list -v} print it.
 *
 * @param digests of JARs
 * @param signers of the certificates of those who sign JARs
 * @param kernel symbolic names of the bundles that may use the kernel; what stands here replaces
 *     the default, which is our own
 */
public record PluginAdmission(Set<String> digests, Set<String> signers, Set<String> kernel) {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final String PREFIX = "sha256:";

  /** What is in the folder is let in. */
  public static final PluginAdmission ALL =
      new PluginAdmission(
          Set.of(),
          Set.of(),
          Set.of(
              "ringwall-plugin-conntrack",
              "ringwall-plugin-host",
              "ringwall-plugin-pcap",
              "ringwall-plugin-process"));

  public PluginAdmission {
    digests = normal("digests", digests);
    signers = normal("signers", signers);
    for (String name : kernel) {
      if (!name.matches("[A-Za-z0-9._-]+")) {
        throw new IllegalArgumentException(
            "kernel names bundles by their Bundle-SymbolicName; found '" + name + "'");
      }
    }
    kernel = Set.copyOf(kernel);
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
