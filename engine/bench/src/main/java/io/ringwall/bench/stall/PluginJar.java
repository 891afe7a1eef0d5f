package io.ringwall.bench.stall;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Packs the classes of {@code io.ringwall.bench.firehose} as a vendor packs a plugin. */
final class PluginJar {
  private static final String FOLDER = "io/ringwall/bench/firehose/";
  private static final List<String> CLASSES =
      List.of("FirehosePlugin", "FirehoseFactory", "FirehoseSettings", "Firehose");

  private PluginJar() {}

  static void write(Path jar) throws IOException {
    var manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "firehose");
    headers.putValue("Bundle-Version", "1.0.0");
    headers.putValue("Import-Package", "io.ringwall.sdk.plugin,io.ringwall.sdk.event");
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (String name : CLASSES) {
        put(out, FOLDER + name + ".class", code(FOLDER + name + ".class"));
      }
      byte[] service =
          (FOLDER + "FirehosePlugin").replace('/', '.').getBytes(StandardCharsets.UTF_8);
      put(out, "META-INF/services/io.ringwall.sdk.plugin.Plugin", service);
    }
  }

  private static byte[] code(String name) throws IOException {
    try (InputStream in = PluginJar.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return in.readAllBytes();
    }
  }

  private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(content);
    out.closeEntry();
  }
}
