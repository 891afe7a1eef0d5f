package io.ringwall.engine.plugins;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/** Builds a plugin's JAR from the source of one class, as a vendor's build would. */
public final class PluginJar {
  private static final String SERVICES = "META-INF/services/io.ringwall.sdk.plugin.Plugin";

  private final String simpleName;
  private final String source;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private String services;
  private Path classes;

  private PluginJar(String simpleName, String source) {
    this.simpleName = simpleName;
    this.source = source;
    this.services = "vendor." + simpleName;
    header("Bundle-ManifestVersion", "2");
    header("Bundle-SymbolicName", "vendor-" + simpleName.toLowerCase(java.util.Locale.ROOT));
    header("Bundle-Version", "1.2.3");
    header(
        "Import-Package",
        "io.ringwall.sdk.plugin;version=\"[1.0,2)\",io.ringwall.sdk.event;version=\"[1.0,2)\","
            + "io.ringwall.sdk.finding,org.jspecify.annotations");
  }

  /** A plugin of this class; the source has the body of a class that implements Plugin. */
  public static PluginJar of(String simpleName, String body) {
    return new PluginJar(
        simpleName,
        """
        package vendor;
        import io.ringwall.sdk.plugin.*;
        import java.nio.file.Path;
        import java.util.*;
        public final class %s implements Plugin {
          %s
        }
        """
            .formatted(simpleName, body));
  }

  /** A plugin of this class, from its whole source in the package {@code vendor}. */
  public static PluginJar ofSource(String simpleName, String source) {
    return new PluginJar(simpleName, source);
  }

  PluginJar header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  PluginJar without(String header) {
    headers.remove(header);
    return this;
  }

  PluginJar services(String text) {
    services = text;
    return this;
  }

  PluginJar entry(String name, byte[] content) {
    entries.put(name, content);
    return this;
  }

  /** Compiles it and writes the JAR. */
  public Path into(Path folder, String fileName) throws IOException {
    Path classes = compiled();
    Path jar = folder.resolve(fileName);
    Files.write(jar, bytes(classes));
    return jar;
  }

  /** The JAR, written beside and then moved into its place in one step, as installers do. */
  Path movedInto(Path folder, String fileName) throws IOException {
    Path jar = folder.resolve(fileName);
    Path beside = folder.resolve(fileName + ".new");
    Files.write(beside, bytes(compiled()));
    return Files.move(
        beside, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The JAR's bytes. */
  byte[] bytes() throws IOException {
    return bytes(compiled());
  }

  private synchronized Path compiled() throws IOException {
    if (classes == null) {
      classes = compile();
    }
    return classes;
  }

  private Path compile() throws IOException {
    Path classes = Files.createTempDirectory("plugin-classes");
    Path file = classes.resolve(simpleName + ".java");
    Files.writeString(file, source);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                file.toString());
    if (result != 0) {
      throw new IllegalStateException("the plugin's source does not compile");
    }
    return classes;
  }

  private byte[] bytes(Path classes) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
    try (var out = new JarOutputStream(bytes, manifest)) {
      List<Path> compiled;
      try (var all = Files.walk(classes)) {
        compiled = all.filter(path -> path.toString().endsWith(".class")).toList();
      }
      for (Path path : compiled) {
        put(out, classes.relativize(path).toString(), Files.readAllBytes(path));
      }
      put(out, SERVICES, services.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        put(out, entry.getKey(), entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(content);
    out.closeEntry();
  }
}
