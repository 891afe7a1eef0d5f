package io.ringwall.plugin.file;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where findings are written.
 *
 * @param path the file; it is made, with its folder, if it does not exist, and appended to if it
 *     does
 */
public record FindingFileSettings(Path path) {
  public FindingFileSettings {
    Objects.requireNonNull(path, "path");
    if (path.toString().isBlank()) {
      throw new IllegalArgumentException("path must name a file, was empty");
    }
  }
}
