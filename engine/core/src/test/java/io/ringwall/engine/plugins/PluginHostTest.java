package io.ringwall.engine.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.config.ConfigurationReader;
import io.ringwall.engine.config.Problems;
import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginHostTest {
  @TempDir Path root;
  private Path folder;
  private Path temporary;
  private final Problems problems = new Problems();

  @BeforeEach
  void makeFolders() throws IOException {
    folder = Files.createDirectories(root.resolve("plugins"));
    temporary = Files.createDirectories(root.resolve("temporary"));
  }

  private static PluginJar good(String simpleName, String name) {
    return PluginJar.of(
        simpleName,
        """
        public String name() { return "%1$s"; }
        public record Settings(int size, String word) {}
        public List<RecordingFactory<?>> recordings() {
          return List.of(new RecordingFactory<Settings>() {
            public String name() { return "%1$s"; }
            public Class<Settings> configuration() { return Settings.class; }
            public Settings defaults() { return new Settings(7, "x"); }
            public boolean recognises(byte[] head) { return head.length > 0 && head[0] == 'G'; }
            public List<CaptureSource> open(Settings s, List<Path> files, SourceContext context)
                throws PluginException {
              throw new PluginException(PluginException.Category.INPUT, "size " + s.size());
            }
          });
        }
        """
            .replace("%1$s", name));
  }

  private PluginHost open(String yaml) {
    var reader = new ConfigurationReader(new Problems());
    Map<String, Setting.Section> sections = new LinkedHashMap<>();
    reader
        .parse("ringwall.yaml", yaml)
        .orElseThrow()
        .entries()
        .forEach((name, entry) -> sections.put(name, (Setting.Section) entry.value()));
    return PluginHost.open(folder, temporary, Admission.ALL, sections, problems);
  }

  private PluginStatus only(String yaml) {
    try (PluginHost host = open(yaml)) {
      assertEquals(1, host.statuses().size());
      return host.statuses().getFirst();
    }
  }

  private void assertRefused(PluginJar jar, String reason) throws IOException {
    jar.into(folder, "one.jar");
    PluginStatus status = only("");
    assertSame(PluginStatus.State.REFUSED, status.state(), status::sentence);
    assertTrue(status.reason().contains(reason), status::reason);
  }

  @Test
  void loadsAPluginAndBindsItsConfiguration() throws IOException, InterruptedException {
    good("One", "one").into(folder, "one.jar");
    try (PluginHost host = open("one: { size: 9 }")) {
      PluginStatus status = host.statuses().getFirst();
      assertEquals("plugin 'one' 1.2.3 (one.jar) is active", status.sentence());
      assertEquals("1.2.3", status.version());
      assertEquals(List.of("recording one"), status.offers());
      InstalledRecording recording = host.recordings().getFirst();
      assertTrue(recording.recognises(new byte[] {'G'}));
      assertFalse(recording.recognises(new byte[0]));
      var refused =
          assertThrows(RingwallException.class, () -> recording.open(List.of(), TestContext.NONE));
      assertEquals("plugin 'one': size 9", refused.sentence());
      assertSame(RingwallException.Category.INPUT, refused.category());
    }
    assertTrue(problems.isEmpty());
    try (var left = Files.list(temporary)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void aPluginThatThrowsInItsConstructorHurtsNobody() throws IOException {
    PluginJar.of(
            "Thrower",
            "public Thrower() { throw new IllegalStateException(\"no licence\"); }"
                + " public String name() { return \"thrower\"; }")
        .into(folder, "a.jar");
    good("One", "one").into(folder, "b.jar");
    Files.writeString(folder.resolve("c.jar"), "this is text");
    Files.writeString(folder.resolve("README.md"), "no plugin");
    try (PluginHost host = open("")) {
      assertEquals(
          List.of(
              "plugin 'vendor-thrower' 1.2.3 (a.jar) failed: it cannot be made:"
                  + " IllegalStateException: no licence",
              "plugin 'one' 1.2.3 (b.jar) is active",
              "plugin 'c.jar' (c.jar) is refused: it is no JAR: zip END header not found"),
          host.statuses().stream().map(PluginStatus::sentence).toList());
      assertEquals(1, host.recordings().size());
    }
  }

  @Test
  void refusesWhatAPluginMayNotDo() throws IOException {
    for (String header :
        List.of(
            "Bundle-Activator",
            "Fragment-Host",
            "DynamicImport-Package",
            "Require-Bundle",
            "Bundle-NativeCode")) {
      assertRefused(
          good("One", "one").header(header, "vendor.x"), "has " + header + ", which no plugin may");
    }
  }

  @Test
  void refusesWhatIsNoPlugin() throws IOException {
    assertRefused(good("One", "one").without("Bundle-SymbolicName"), "no OSGi bundle");
    assertRefused(good("One", "one").header("Import-Package", "java.util"), "not use the SDK");
    assertRefused(
        good("One", "one").entry("io/ringwall/sdk/event/Flow.class", new byte[0]),
        "classes of the SDK itself");
    assertRefused(good("One", "one").services("# nobody\n"), "names 0");
    assertRefused(good("One", "one").services("vendor.Two"), "vendor.Two, which it does not hold");
  }

  @Test
  void saysWhatABundleIsMissing() throws IOException {
    good("One", "one")
        .header("Import-Package", "io.ringwall.sdk.plugin,acme.secret;version=\"2.0\"")
        .into(folder, "one.jar");
    PluginStatus status = only("");
    assertEquals(
        "it needs the package acme.secret 2.0.0, which neither Ringwall's SDK nor the plugin"
            + " itself offers",
        status.reason());
    assertSame(PluginStatus.State.FAILED, status.state());
  }

  @Test
  void aPluginForAnotherSdkDoesNotResolve() throws IOException {
    good("One", "one")
        .header("Import-Package", "io.ringwall.sdk.plugin;version=\"[9.0,10)\"")
        .into(folder, "one.jar");
    assertTrue(only("").reason().contains("needs the package io.ringwall.sdk.plugin 9.0.0"));
  }

  @Test
  void refusesTheSecondOfTwoThatAreTheSame() throws IOException {
    good("One", "one").into(folder, "a.jar");
    good("One", "one").into(folder, "b.jar");
    good("Two", "one").into(folder, "c.jar");
    try (PluginHost host = open("")) {
      List<PluginStatus> statuses = host.statuses();
      assertSame(PluginStatus.State.ACTIVE, statuses.get(0).state());
      assertEquals(
          "a.jar holds the same bundle 'vendor-one'; remove one of them", statuses.get(1).reason());
      assertEquals("another plugin is called 'one'", statuses.get(2).reason());
    }
  }

  @Test
  void reportsWrongSettingsOfPluginsWithTheirPlace() throws IOException {
    good("One", "one").into(folder, "one.jar");
    try (PluginHost host = open("one: { sizes: 9 }\nnoe: { size: 9 }\n")) {
      assertSame(PluginStatus.State.FAILED, host.statuses().getFirst().state());
    }
    assertEquals(
        List.of("ringwall.yaml:1:8: one.sizes: unknown key; did you mean 'size'?"),
        problems.list().stream().limit(1).map(Object::toString).toList());
    assertTrue(problems.list().getLast().message().startsWith("no plugin of this name"));
  }

  @Test
  void reportsAllWrongSectionsOfOnePlugin() throws IOException {
    PluginJar.of(
            "Both",
            """
            public String name() { return "both"; }
            public record Settings(int size) {}
            public List<RecordingFactory<?>> recordings() {
              return List.of(called("one"), called("two"));
            }
            private static RecordingFactory<Settings> called(String name) {
              return new RecordingFactory<>() {
                public String name() { return name; }
                public Class<Settings> configuration() { return Settings.class; }
                public Settings defaults() { return new Settings(7); }
                public boolean recognises(byte[] head) { return false; }
                public List<CaptureSource> open(
                    Settings s, List<Path> files, SourceContext context) {
                  return List.of();
                }
              };
            }
            """)
        .into(folder, "both.jar");
    try (PluginHost host = open("one: { size: x }\ntwo: { size: y }\n")) {
      assertSame(PluginStatus.State.FAILED, host.statuses().getFirst().state());
    }
    assertEquals(
        List.of(
            "ringwall.yaml:1:14: one.size: expected a whole number, found 'x'",
            "ringwall.yaml:2:14: two.size: expected a whole number, found 'y'"),
        problems.list().stream().limit(2).map(Object::toString).toList());
  }

  @Test
  void aPluginSeesNothingOfTheEngineAndNothingOfOthers() throws IOException {
    PluginJar.of(
            "Spy",
            """
            public String name() {
              for (String name : List.of("io.ringwall.engine.plugins.PluginHost",
                  "tools.jackson.core.JsonParser", "vendor.One")) {
                try {
                  Class.forName(name);
                  throw new IllegalStateException("sees " + name);
                } catch (ClassNotFoundException e) {
                  continue;
                }
              }
              return "spy";
            }
            """)
        .into(folder, "spy.jar");
    good("One", "one").into(folder, "one.jar");
    try (PluginHost host = open("")) {
      assertTrue(
          host.statuses().stream().allMatch(status -> status.state() == PluginStatus.State.ACTIVE),
          () -> host.statuses().toString());
    }
  }

  @Test
  void saysThatTheFolderIsMissing() {
    var refused =
        assertThrows(
            RingwallException.class,
            () ->
                PluginHost.open(
                    root.resolve("none"), temporary, Admission.ALL, Map.of(), problems));
    assertTrue(refused.sentence().contains("cannot be read"), refused::sentence);
  }
}
