package io.ringwall.bench.live;

import io.ringwall.bench.VendorJar;
import io.ringwall.sdk.plugin.Plugin;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What a benchmark was told, and where it works.
 *
 * @param distribution the engine's
 * @param work a folder of its own
 * @param seed what is drawn by
 * @param options by name, without the dashes
 */
record Workplace(Path distribution, Path work, long seed, Map<String, String> options) {
  static Workplace of(String[] arguments) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i].substring(2), arguments[i + 1]);
    }
    return new Workplace(
        Path.of(options.get("distribution")),
        Path.of(options.get("work")),
        Long.parseLong(options.get("seed")),
        options);
  }

  int number(String option, int otherwise) {
    return Integer.parseInt(options.getOrDefault(option, String.valueOf(otherwise)));
  }

  /** All plugins that are shipped, and this one. */
  Path pluginsAnd(String name, Class<? extends Plugin> plugin) throws IOException {
    Path folder = Files.createDirectories(work.resolve("plugins"));
    try (DirectoryStream<Path> shipped =
        Files.newDirectoryStream(distribution.resolve("plugins"), "*.jar")) {
      for (Path jar : shipped) {
        Files.copy(jar, folder.resolve(jar.getFileName()));
      }
    }
    VendorJar.into(folder, name, plugin);
    return folder;
  }
}
