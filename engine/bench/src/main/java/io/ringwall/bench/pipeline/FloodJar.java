package io.ringwall.bench.pipeline;

import io.ringwall.bench.pipeline.source.FloodPlugin;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Packs {@link FloodPlugin} as a vendor's build would. */
final class FloodJar {
  private FloodJar() {}

  static void into(Path folder) throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "bench-flood");
    headers.putValue("Bundle-Version", "1.0.0");
    headers.putValue(
        "Import-Package",
        "io.ringwall.sdk.plugin;version=\"[1.0,2)\",io.ringwall.sdk.event;version=\"[1.0,2)\"");
    String source = FloodPlugin.class.getPackageName().replace('.', '/');
    Path jar = folder.resolve("flood.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        DirectoryStream<Path> classes =
            Files.newDirectoryStream(classes().resolve(source), "*.class")) {
      for (Path file : classes) {
        put(out, source + "/" + file.getFileName(), Files.readAllBytes(file));
      }
      put(
          out,
          "META-INF/services/io.ringwall.sdk.plugin.Plugin",
          FloodPlugin.class.getName().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Path classes() {
    try {
      return Path.of(FloodJar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(content);
    out.closeEntry();
  }
}
