package io.ringwall.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An installation of the distribution whose plugins may be added to. */
final class Installation {
  private Installation() {}

  /** Makes one in a new folder of this one. */
  static Path in(Path folder) throws IOException {
    Path home = Files.createDirectory(folder.resolve("home"));
    Path built = Ringwall.distribution();
    for (String part : List.of("lib", "modules", "rulesets", "etc")) {
      Files.createSymbolicLink(home.resolve(part), built.resolve(part));
    }
    Files.createDirectory(home.resolve("bin"));
    Files.copy(built.resolve("bin/ringwall"), home.resolve("bin/ringwall"));
    Files.createDirectory(home.resolve("plugins"));
    try (var plugins = Files.list(built.resolve("plugins"))) {
      for (Path plugin : plugins.toList()) {
        Files.copy(plugin, home.resolve("plugins").resolve(plugin.getFileName()));
      }
    }
    return home;
  }
}
