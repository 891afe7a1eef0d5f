package io.ringwall.server;

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
import javax.tools.ToolProvider;

/** The plugin {@code traffic} of these tests, built from its source as a vendor's build would. */
final class TestPlugin {
  private TestPlugin() {}

  /** Writes its JAR. */
  static void into(Path folder) throws IOException {
    Path classes = Files.createTempDirectory("plugin-classes");
    Path source = classes.resolve("Traffic.java");
    try (InputStream in = TestPlugin.class.getResourceAsStream("Traffic.java.txt")) {
      Files.write(source, in.readAllBytes());
    }
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-nowarn",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());
    if (result != 0) {
      throw new IllegalStateException("the plugin's source does not compile");
    }
    try (var jar =
        new JarOutputStream(Files.newOutputStream(folder.resolve("traffic.jar")), manifest())) {
      List<Path> compiled;
      try (var all = Files.walk(classes)) {
        compiled = all.filter(path -> path.toString().endsWith(".class")).toList();
      }
      for (Path path : compiled) {
        put(jar, classes.relativize(path).toString(), Files.readAllBytes(path));
      }
      put(
          jar,
          "META-INF/services/io.ringwall.sdk.plugin.Plugin",
          "vendor.Traffic".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Manifest manifest() {
    var manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", "vendor-traffic");
    main.putValue("Bundle-Version", "1.2.3");
    main.putValue(
        "Import-Package",
        "io.ringwall.sdk.plugin;version=\"[1.0,2)\",io.ringwall.sdk.event;version=\"[1.0,2)\"");
    return manifest;
  }

  private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
    jar.putNextEntry(new ZipEntry(name));
    jar.write(content);
    jar.closeEntry();
  }
}
