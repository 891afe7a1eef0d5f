package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/** Plugins of a vendor that do not work, compiled against the SDK as a vendor would. */
final class VendorPlugin {
  private static final String SERVICE = "META-INF/services/io.ringwall.sdk.plugin.Plugin";

  private VendorPlugin() {}

  static void thatThrowsInItsConstructor(Path plugins) throws IOException {
    build(
        plugins,
        """
        package vendor;
        public final class Vendor implements io.ringwall.sdk.plugin.Plugin {
          public Vendor() {
            throw new IllegalStateException("no licence found");
          }
          @Override public String name() { return "vendor"; }
        }
        """);
  }

  /** Reads logs of lines that begin with acme; makes an event of two lines, then fails. */
  static void whoseSourceThrowsWhileItEmits(Path plugins) throws IOException {
    build(
        plugins,
        """
        package vendor;
        import io.ringwall.sdk.event.*;
        import io.ringwall.sdk.plugin.*;
        import java.nio.charset.StandardCharsets;
        import java.nio.file.Path;
        import java.time.Instant;
        import java.util.*;
        public final class Vendor implements Plugin {
          public record Settings() {}
          @Override public String name() { return "vendor"; }
          @Override public List<RecordingFactory<?>> recordings() { return List.of(new Acme()); }
          static final class Acme implements RecordingFactory<Settings> {
            @Override public String name() { return "acme"; }
            @Override public Class<Settings> configuration() { return Settings.class; }
            @Override public Settings defaults() { return new Settings(); }
            @Override public boolean recognises(byte[] head) {
              return new String(head, StandardCharsets.UTF_8).startsWith("acme");
            }
            @Override public List<CaptureSource> open(
                Settings settings, List<Path> files, SourceContext context) {
              return List.of(new Source(context));
            }
          }
          static final class Source implements CaptureSource {
            private final SourceContext context;
            Source(SourceContext context) { this.context = context; }
            @Override public Timing timing() { return Timing.recorded(); }
            @Override public void run(EventSink sink) throws InterruptedException {
              for (int line = 1; line <= 2; line++) {
                sink.emit(
                    CustomEvent.builder(
                            context.origin("1"), line, Instant.parse("2026-11-25T17:57:00Z"))
                        .type("acme.line")
                        .build());
              }
              throw new IllegalStateException("the log is broken behind its second line");
            }
            @Override public void close() {}
          }
        }
        """);
  }

  /** A source that needs a port, and has two checks that do not do what a check should. */
  static void whoseChecksThrowAndHang(Path plugins) throws IOException {
    build(
        plugins,
        """
        package vendor;
        import io.ringwall.sdk.plugin.*;
        import java.util.*;
        public final class Vendor implements Plugin {
          public record Settings(int port) {}
          @Override public String name() { return "vendor"; }
          @Override public List<CaptureSourceFactory<?>> captureSources() {
            return List.of(new Acme());
          }
          static final class Acme implements CaptureSourceFactory<Settings> {
            @Override public String name() { return "acme"; }
            @Override public Class<Settings> configuration() { return Settings.class; }
            @Override public Settings defaults() { return new Settings(7); }
            @Override public List<HostCheck> needs(Settings settings) {
              return List.of(
                  new HostCheck(
                      "logins", "port", () -> HostFact.ok("port " + settings.port() + " is open")),
                  new HostCheck("logins", "throws", () -> {
                    throw new IllegalStateException("no luck");
                  }),
                  new HostCheck("logins", "hangs", () -> {
                    Thread.sleep(600_000);
                    return HostFact.ok("late");
                  }));
            }
            @Override public CaptureSource open(Settings settings, SourceContext context) {
              throw new IllegalStateException("doctor opens nothing");
            }
          }
        }
        """);
  }

  /** Reads logs of lines that begin with acme; asks the kernel how many addresses there are. */
  static void thatCountsAddresses(Path plugins) throws IOException {
    build(
        plugins,
        counting(
            """
            try (var addresses = io.ringwall.kernel.HostAddresses.open()) {
              return addresses.now().size();
            } catch (io.ringwall.kernel.KernelException e) {
              throw new PluginException(PluginException.Category.RESOURCE, e.getMessage(), e);
            }
            """));
  }

  /** The same, by a call of its own. */
  static void thatCallsNativeCode(Path plugins) throws IOException {
    build(
        plugins,
        counting(
            """
            var linker = java.lang.foreign.Linker.nativeLinker();
            linker.downcallHandle(
                linker.defaultLookup().findOrThrow("getpid"),
                java.lang.foreign.FunctionDescriptor.of(java.lang.foreign.ValueLayout.JAVA_INT));
            return 1;
            """));
  }

  private static String counting(String body) {
    return """
    package vendor;
    import io.ringwall.sdk.event.*;
    import io.ringwall.sdk.plugin.*;
    import java.nio.charset.StandardCharsets;
    import java.nio.file.Path;
    import java.time.Instant;
    import java.util.*;
    public final class Vendor implements Plugin {
      public record Settings() {}
      @Override public String name() { return "vendor"; }
      @Override public List<RecordingFactory<?>> recordings() { return List.of(new Acme()); }
      static final class Acme implements RecordingFactory<Settings> {
        @Override public String name() { return "acme"; }
        @Override public Class<Settings> configuration() { return Settings.class; }
        @Override public Settings defaults() { return new Settings(); }
        @Override public boolean recognises(byte[] head) {
          return new String(head, StandardCharsets.UTF_8).startsWith("acme");
        }
        @Override public List<CaptureSource> open(
            Settings settings, List<Path> files, SourceContext context) {
          return List.of(new Source(context));
        }
      }
      static final class Source implements CaptureSource {
        private final SourceContext context;
        Source(SourceContext context) { this.context = context; }
        @Override public Timing timing() { return Timing.recorded(); }
        @Override public void run(EventSink sink)
            throws InterruptedException, PluginException {
          sink.emit(
              CustomEvent.builder(
                      context.origin("1"), 1, Instant.parse("2026-11-25T17:57:00Z"))
                  .type("acme.addresses")
                  .attributes(Map.of("addresses", (long) addresses()))
                  .build());
        }
        private static int addresses() throws PluginException {
          BODY
        }
        @Override public void close() {}
      }
    }
    """
        .replace("BODY", body);
  }

  private static void build(Path plugins, String source) throws IOException {
    Path folder = Files.createTempDirectory("vendor-");
    Path file = Files.writeString(folder.resolve("Vendor.java"), source);
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-d",
                folder.toString(),
                "-cp",
                sdk() + ":" + kernel(),
                file.toString());
    assertEquals(0, code, "the vendor's source compiles");
    var manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "vendor");
    headers.putValue("Bundle-Version", "1.0.0");
    headers.putValue(
        "Import-Package",
        "io.ringwall.sdk.plugin,io.ringwall.sdk.event,io.ringwall.sdk.finding"
            + (source.contains("io.ringwall.kernel") ? ",io.ringwall.kernel" : ""));
    Path jar = plugins.resolve("vendor.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        Stream<Path> compiled = Files.walk(folder)) {
      for (Path path : compiled.filter(one -> one.toString().endsWith(".class")).toList()) {
        put(out, folder.relativize(path).toString(), Files.readAllBytes(path));
      }
      put(out, SERVICE, "vendor.Vendor".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Path sdk() throws IOException {
    return jar("lib", "ringwall-sdk-");
  }

  private static Path kernel() throws IOException {
    return jar("modules", "ringwall-kernel-");
  }

  private static Path jar(String folder, String prefix) throws IOException {
    try (Stream<Path> libraries = Files.list(Ringwall.distribution().resolve(folder))) {
      return libraries
          .filter(one -> one.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(content);
    out.closeEntry();
  }
}
