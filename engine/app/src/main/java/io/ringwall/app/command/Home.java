package io.ringwall.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The folder that Ringwall is installed in.
 *
 * @param folder the folder with {@code bin}, {@code etc}, {@code plugins}, {@code rulesets}
 */
public record Home(Path folder) {
  Path configuration() {
    return folder.resolve("etc").resolve("ringwall.yaml");
  }

  Path plugins() {
    return folder.resolve("plugins");
  }

  Path ruleSets() {
    return folder.resolve("rulesets");
  }

  Path state() {
    return folder.resolve("var");
  }

  /** Where what was computed once is kept; null where nothing can be kept. */
  @Nullable Path cache() {
    Path cache = folder.resolve("var").resolve("cache");
    return Files.isWritable(nearestExisting(cache)) ? cache : null;
  }

  private static Path nearestExisting(Path path) {
    Path existing = path.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return existing;
  }
}
