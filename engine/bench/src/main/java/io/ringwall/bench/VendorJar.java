package io.ringwall.bench;

import io.ringwall.sdk.plugin.Plugin;
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

/** Packs a plugin of ours that is not shipped as a vendor's build would. */
public final class VendorJar {
  private VendorJar() {}

  /** Packs all classes of the package that a plugin is in, as NAME.jar in this folder. */
  public static void into(Path folder, String name, Class<? extends Plugin> plugin)
      throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", name);
    headers.putValue("Bundle-Version", "1.0.0");
    headers.putValue(
        "Import-Package",
        "io.ringwall.sdk.plugin;version=\"[1.0,2)\",io.ringwall.sdk.event;version=\"[1.0,2)\"");
    String source = plugin.getPackageName().replace('.', '/');
    Path jar = folder.resolve(name + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        DirectoryStream<Path> classes =
            Files.newDirectoryStream(classes(plugin).resolve(source), "*.class")) {
      for (Path file : classes) {
        put(out, source + "/" + file.getFileName(), Files.readAllBytes(file));
      }
      put(
          out,
          "META-INF/services/" + Plugin.class.getName(),
          plugin.getName().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Path classes(Class<?> plugin) {
    try {
      return Path.of(plugin.getProtectionDomain().getCodeSource().getLocation().toURI());
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
