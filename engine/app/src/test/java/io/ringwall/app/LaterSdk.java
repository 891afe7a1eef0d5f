package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * The SDK as its next minor version may be: made from the sources of this one, where {@code
 * CustomEvent} has one accessor more, {@code outcome()}.
 */
final class LaterSdk {
  private static final String EVENTS = "io/ringwall/sdk/event";

  private LaterSdk() {}

  /** Puts it in the place of the one that an installation has. */
  static void into(Path home, Path temporary) throws IOException {
    Path built = Ringwall.distribution().resolve("lib");
    Path lib = home.resolve("lib");
    Files.delete(lib);
    Files.createDirectory(lib);
    try (Stream<Path> all = Files.list(built)) {
      for (Path jar : all.toList()) {
        Path name = Objects.requireNonNull(jar.getFileName());
        if (name.toString().startsWith("ringwall-sdk-")) {
          pack(jar, compile(temporary), lib.resolve(name));
        } else {
          Files.createSymbolicLink(lib.resolve(name), jar);
        }
      }
    }
  }

  private static Path compile(Path temporary) throws IOException {
    Path sources = Ringwall.repository().resolve("sdk/api/src/main/java");
    Path later = Files.createDirectory(temporary.resolve("later-sdk"));
    List<String> arguments =
        new ArrayList<>(
            List.of("-proc:none", "-nowarn", "-parameters", "-d", later + "/classes", "-cp"));
    arguments.add(libraries());
    try (Stream<Path> all = Files.walk(sources)) {
      for (Path source : all.filter(one -> one.toString().endsWith(".java")).toList()) {
        Path copy = later.resolve("sources").resolve(sources.relativize(source).toString());
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, changed(sources.relativize(source), Files.readString(source)));
        arguments.add(copy.toString());
      }
    }
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertEquals(0, code, "the later SDK compiles");
    return later.resolve("classes");
  }

  private static String libraries() throws IOException {
    try (Stream<Path> all = Files.list(Ringwall.distribution().resolve("lib"))) {
      return all.map(Path::toString).collect(Collectors.joining(":"));
    }
  }

  private static String changed(Path name, String source) {
    // The annotations of OSGi are for bnd, and are no longer there when the product runs.
    String plain =
        source
            .replaceAll("import org\\.osgi\\.annotation\\.[a-z]+\\.\\w+;\n", "")
            .replaceAll("(?m)^ *@(ProviderType|ConsumerType|Version\\(.*\\))\n", "");
    return switch (name.toString()) {
      case EVENTS + "/CustomEvent.java" ->
          replaced(
              plain,
              "  @Nullable Workload workload();\n",
              "  @Nullable Workload workload();\n\n  @Nullable String outcome();\n");
      case EVENTS + "/CustomEventData.java" ->
          replaced(
              plain,
              "implements HeaderedEvent, CustomEvent {}",
              "implements HeaderedEvent, CustomEvent {\n"
                  + "  @Override public @Nullable String outcome() { return text(\"outcome\");"
                  + " }\n"
                  + "}");
      default -> plain;
    };
  }

  private static String replaced(String text, String before, String after) {
    assertTrue(text.contains(before), () -> "expected '" + before + "' in:\n" + text);
    return text.replace(before, after);
  }

  /** The manifest stays, but for the version of the package that grew. */
  private static void pack(Path original, Path classes, Path into) throws IOException {
    try (var jar = new JarFile(original.toFile())) {
      Manifest manifest = new Manifest(jar.getManifest());
      String exports = manifest.getMainAttributes().getValue("Export-Package");
      String grown =
          exports.replaceFirst(
              "(io\\.ringwall\\.sdk\\.event;(?:uses:=\"[^\"]*\";)?version=)\"1\\.0\\.0\"",
              "$1\"1.1.0\"");
      assertTrue(!grown.equals(exports), exports);
      manifest.getMainAttributes().putValue("Export-Package", grown);
      try (var out = new JarOutputStream(Files.newOutputStream(into), manifest)) {
        Enumeration<JarEntry> entries = jar.entries();
        while (entries.hasMoreElements()) {
          JarEntry entry = entries.nextElement();
          if (entry.getName().endsWith(".class")) {
            Path compiled = classes.resolve(entry.getName());
            assertTrue(Files.exists(compiled), () -> "not compiled: " + entry.getName());
            out.putNextEntry(new JarEntry(entry.getName()));
            out.write(Files.readAllBytes(compiled));
            out.closeEntry();
          }
        }
      }
    }
  }
}
