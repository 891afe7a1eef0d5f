package io.ringwall.app;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A folder with some plugins of the distribution, each of which can be replaced by a successor. */
final class SwappedPlugins {
  private final Path folder;
  private final List<String> names;

  SwappedPlugins(Path folder, String... names) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.names = List.of(names);
    for (String name : names) {
      Files.copy(built(name), folder.resolve(file(name)));
    }
  }

  private static String file(String name) {
    return "ringwall-plugin-" + name + "-0.1.0.jar";
  }

  private static Path built(String name) {
    return Ringwall.distribution().resolve("plugins").resolve(file(name));
  }

  Path folder() {
    return folder;
  }

  /** Puts the same with another version into their places, each in one step as installers do. */
  void swap(String version) throws IOException {
    for (String name : names) {
      Path beside = folder.resolve(name + ".new");
      write(built(name), version, beside);
      Files.move(
          beside,
          folder.resolve(file(name)),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Is each of them in service in this version, by what the engine said. */
  boolean serves(String version, RunningEngine engine) {
    String log = engine.log();
    return names.stream()
        .allMatch(name ->
            log.contains("plugin '%s' %s (%s) is active".formatted(name, version, file(name))));
  }

  private static void write(Path built, String version, Path to) throws IOException {
    try (var jar = new JarFile(built.toFile());
        OutputStream out = Files.newOutputStream(to)) {
      var manifest = new Manifest(jar.getManifest());
      manifest.getMainAttributes().putValue("Bundle-Version", version);
      try (var copy = new JarOutputStream(out, manifest)) {
        for (JarEntry entry : jar.stream().toList()) {
          if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
            copy.putNextEntry(new JarEntry(entry.getName()));
            jar.getInputStream(entry).transferTo(copy);
            copy.closeEntry();
          }
        }
      }
    }
  }
}
