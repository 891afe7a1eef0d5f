package io.ringwall.engine.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.config.ConfigurationReader;
import io.ringwall.engine.config.Problems;
import io.ringwall.engine.config.Setting;
import io.ringwall.engine.plugins.Admission;
import io.ringwall.engine.plugins.InstalledCheck;
import io.ringwall.engine.plugins.PluginHost;
import io.ringwall.engine.plugins.PluginJar;
import io.ringwall.sdk.plugin.HostCheck;
import io.ringwall.sdk.plugin.HostFact;
import io.ringwall.sdk.plugin.PluginException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks are looked at side by side, and none of them can do harm. */
final class ExaminationTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private Path root;

  private static InstalledCheck check(String by, String feature, String name, HostCheck.Look look) {
    return new InstalledCheck(by, new HostCheck(feature, name, look));
  }

  private static List<Examined> examined(Duration patience, InstalledCheck... checks)
      throws InterruptedException {
    return Examination.of(List.of(checks), Thread.ofPlatform().daemon().factory(), patience);
  }

  private static InstalledCheck fine(String by, String feature, String name) {
    return check(by, feature, name, () -> HostFact.ok("by " + by));
  }

  @Test
  void putsFeaturesTogetherInTheOrderInWhichTheyWereNamed() throws Exception {
    List<Examined> all =
        examined(
            LONG,
            fine("one", "packets", "socket"),
            fine("one", "names", "daemon"),
            fine("two", "packets", "socket"),
            fine("two", "packets", "interfaces"));
    assertEquals(
        List.of("one packets", "two packets", "two packets", "one names"),
        all.stream().map(one -> one.by() + " " + one.feature()).toList());
  }

  @Test
  void looksOnceAtWhatAPluginNamesTwice() throws Exception {
    List<Examined> all =
        examined(
            LONG,
            fine("docker", "names", "daemon"),
            check("docker", "names", "daemon", () -> HostFact.missing("twice", "once")));
    assertEquals(1, all.size());
    assertTrue(all.getFirst().isOk());
  }

  @Test
  void whatAPluginThrowsIsAFact() throws Exception {
    List<Examined> all =
        examined(
            LONG,
            check(
                "vendor",
                "f",
                "told",
                () -> {
                  throw new PluginException(PluginException.Category.RESOURCE, "no licence server");
                }),
            check(
                "vendor",
                "f",
                "defect",
                () -> {
                  throw new IllegalStateException("oops");
                }),
            check(
                "vendor",
                "f",
                "linkage",
                () -> {
                  throw new NoClassDefFoundError("io/ringwall/kernel/PacketRing");
                }),
            fine("vendor", "f", "sound"));
    assertEquals("no licence server", all.getFirst().fact().found());
    assertEquals("the check failed: IllegalStateException: oops", all.get(1).fact().found());
    assertTrue(all.get(2).fact().found().contains("PacketRing"), all::toString);
    assertTrue(all.stream().limit(3).allMatch(Examined::isMissing), all::toString);
    assertTrue(all.getLast().isOk());
  }

  @Test
  void whatHangsIsInterruptedAndToldOf() throws Exception {
    var interrupted = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    List<Examined> all =
        examined(
            Duration.ofSeconds(1),
            check(
                "vendor",
                "f",
                "hangs",
                () -> {
                  try {
                    never.await();
                    return HostFact.ok("never");
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                  }
                }),
            check(
                "vendor",
                "f",
                "deaf",
                () -> {
                  while (never.getCount() > 0) {
                    Thread.onSpinWait();
                  }
                  return HostFact.ok("late");
                }));
    assertTrue(all.stream().allMatch(one -> one.fact().found().equals("no answer within 1 s")));
    assertTrue(interrupted.await(1, TimeUnit.MINUTES));
    never.countDown();
  }

  @Test
  void aVendorsPluginTakesPartUnderItsConfiguration() throws Exception {
    PluginJar.of(
            "Vendor",
            """
            public String name() { return "vendor"; }
            public record Settings(int port) {}
            public List<CaptureSourceFactory<?>> captureSources() {
              return List.of(new CaptureSourceFactory<Settings>() {
                public String name() { return "acme"; }
                public Class<Settings> configuration() { return Settings.class; }
                public Settings defaults() { return new Settings(7); }
                public List<HostCheck> needs(Settings settings) {
                  if (settings.port() == 13) { throw new IllegalStateException("unlucky"); }
                  return List.of(new HostCheck("logins", "port",
                      () -> HostFact.degraded("port " + settings.port() + " is slow", "use 8")));
                }
                public CaptureSource open(Settings settings, SourceContext context) {
                  throw new IllegalStateException("doctor opens nothing");
                }
              });
            }
            public List<FindingSinkFactory<?>> findingSinks() {
              return List.of(new FindingSinkFactory<Settings>() {
                public String name() { return "acme-out"; }
                public Class<Settings> configuration() { return Settings.class; }
                public Settings defaults() { return new Settings(1); }
                public List<HostCheck> needs(Settings settings) {
                  return List.of(new HostCheck("out", "port", () -> HostFact.ok("open")));
                }
                public FindingSink open(Settings settings, SinkContext context) {
                  throw new IllegalStateException("doctor opens nothing");
                }
              });
            }
            """)
        .into(Files.createDirectory(root.resolve("plugins")), "vendor.jar");
    Files.createDirectory(root.resolve("temporary"));
    assertEquals(List.of("vendor logins: port: port 7 is slow"), told(""));
    assertEquals(
        List.of("vendor out: port: open", "vendor logins: port: port 9 is slow"),
        told("{ acme: { port: 9 }, acme-out: { port: 2 } }"));
    assertEquals(
        List.of(
            "vendor plugin vendor: needs of the source 'acme':"
                + " source 'acme' failed: IllegalStateException: unlucky"),
        told("{ acme: { port: 13 } }"));
  }

  private List<String> told(String yaml) throws InterruptedException {
    Map<String, Setting.Section> sections = new LinkedHashMap<>();
    if (!yaml.isEmpty()) {
      new ConfigurationReader(new Problems())
          .parse("ringwall.yaml", yaml)
          .orElseThrow()
          .entries()
          .forEach((name, entry) -> sections.put(name, (Setting.Section) entry.value()));
    }
    try (PluginHost host =
        PluginHost.open(
            root.resolve("plugins"),
            root.resolve("temporary"),
            Admission.ALL,
            sections,
            new Problems())) {
      return examined(LONG, host.checks().toArray(InstalledCheck[]::new)).stream()
          .map(
              one -> one.by() + " " + one.feature() + ": " + one.name() + ": " + one.fact().found())
          .toList();
    }
  }

  @Test
  void saysInOneSentenceWhatHelps() {
    assertEquals(
        "packets: socket is missing: no CAP_NET_RAW; run as root",
        new Examined("pcap", "packets", "socket", HostFact.missing("no CAP_NET_RAW", "run as root"))
            .sentence());
    assertEquals(
        "connections: table is less than it could be: full; sysctl",
        new Examined("conntrack", "connections", "table", HostFact.degraded("full", "sysctl"))
            .sentence());
  }
}
