package io.ringwall.engine.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.config.ConfigurationReader;
import io.ringwall.engine.config.Problems;
import io.ringwall.engine.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginServiceTest {
  private static final int SWAPS = 20;

  private static final String FACTORY =
      """
      public record Settings(String word) {}
      static abstract class Base<T> {
        public String name() { return "NAME"; }
        public Class<Settings> configuration() { return Settings.class; }
        public Settings defaults() { return new Settings("x"); }
      }
      public String name() { return "NAME"; }
      """;

  /** Counts on from what its predecessor handed over. */
  private static final String COUNTER =
      FACTORY
          + """
          static void sleep(long millis) {
            try { Thread.sleep(millis); } catch (InterruptedException e) { return; }
          }
          public List<CaptureSourceFactory<?>> captureSources() { return List.of(new Counters()); }
          static final class Counters extends Base<Settings>
              implements CaptureSourceFactory<Settings> {
            public CaptureSource open(Settings s, SourceContext context) throws PluginException {
              OPENING
              return new Tick(s, context);
            }
          }
          static final class Tick implements CaptureSource {
            final SourceContext context;
            volatile boolean closed;
            long next;
            Tick(Settings s, SourceContext context) {
              this.context = context;
              byte[] given = context.handedOver();
              next = given == null ? 0 : Long.parseLong(new String(given));
            }
            public Timing timing() { return Timing.live(java.time.Duration.ZERO); }
            public void run(EventSink sink) throws InterruptedException, PluginException {
              while (!closed) {
                sink.emit(io.ringwall.sdk.event.CustomEvent.builder(
                    context.origin("e"), next, java.time.Instant.EPOCH).type("acme.n").build());
                next++;
                RUNNING
              }
            }
            public byte[] handOver() { return Long.toString(next).getBytes(); }
            public void close() { closed = true; CLOSING }
          }
          """;

  @TempDir Path root;
  private Path folder;
  private RecordingStations stations;
  private PluginService service;

  @BeforeEach
  void makeFolders() throws IOException {
    folder = Files.createDirectories(root.resolve("plugins"));
    stations = new RecordingStations(root);
  }

  @AfterEach
  void close() {
    if (service != null) {
      service.close();
    }
  }

  private static PluginJar counter(String simpleName, String name) {
    return counter(simpleName, name, "", "", "");
  }

  private static PluginJar counter(
      String simpleName, String name, String opening, String running, String closing) {
    return PluginJar.of(
        simpleName,
        COUNTER
            .replace("NAME", name)
            .replace("OPENING", opening)
            .replace("RUNNING", running)
            .replace("CLOSING", closing));
  }

  private static Map<String, Setting.Section> sections(String yaml) {
    Map<String, Setting.Section> sections = new LinkedHashMap<>();
    new ConfigurationReader(new Problems())
        .parse("ringwall.yaml", yaml)
        .orElseThrow()
        .entries()
        .forEach((name, entry) -> sections.put(name, (Setting.Section) entry.value()));
    return sections;
  }

  private void start(String yaml) throws IOException, InterruptedException {
    start(Admission.ALL, yaml);
  }

  private void start(Admission admission, String yaml) throws IOException, InterruptedException {
    var problems = new Problems();
    service =
        PluginService.open(
            folder,
            Files.createDirectories(root.resolve("temporary")),
            admission,
            sections(yaml),
            problems,
            Thread::new,
            InstantSource.system());
    assertTrue(problems.isEmpty(), () -> problems.list().toString());
    service.start(stations);
  }

  private PluginStatus status(String file, PluginStatus.State state) throws InterruptedException {
    var found = new AtomicReference<PluginStatus>();
    RecordingStations.await(
        file + " " + state,
        () -> {
          service.statuses().stream().filter(one -> is(one, file, state)).forEach(found::set);
          return found.get() != null;
        });
    return found.get();
  }

  /** It is told to hang before it is left behind, if its stop was not yet waited for. */
  private void awaitHung(String file, String reason) throws InterruptedException {
    RecordingStations.await(
        file + " hangs, of " + service.statuses(),
        () ->
            service.statuses().stream()
                .anyMatch(
                    one -> is(one, file, PluginStatus.State.HUNG) && one.reason().equals(reason)));
  }

  private static boolean is(PluginStatus status, String file, PluginStatus.State state) {
    return status.file().endsWith(file) && status.state() == state;
  }

  private void awaitVersion(String version) throws InterruptedException {
    RecordingStations.await(
        "version " + version + " serves, of " + service.statuses() + stations.remarks,
        () ->
            service.statuses().stream()
                .anyMatch(one ->
                    one.version().equals(version) && one.state() == PluginStatus.State.ACTIVE));
  }

  private void awaitCollected() throws InterruptedException {
    RecordingStations.await(
        "all class loaders are collected",
        () -> {
          System.gc();
          return service.heldLoaders() == 0;
        });
  }

  private void awaitNumbers(String instance, int count) throws InterruptedException {
    RecordingStations.await(
        count + " events of " + instance + ", of " + service.statuses(),
        () -> stations.numbers(instance).size() >= count);
  }

  private void assertConsecutive(String instance) {
    List<Long> numbers = stations.numbers(instance);
    for (int i = 0; i < numbers.size(); i++) {
      assertEquals(i, numbers.get(i), "nothing is lost and nothing doubled");
    }
  }

  @Test
  void aSourceIsReplacedTwentyTimesUnderLoad() throws Exception {
    PluginJar jar = counter("Counter", "counter").header("Bundle-Version", "1.0.0");
    jar.into(folder, "counter.jar");
    start("");
    awaitNumbers("counter", 1_000);
    for (int i = 1; i <= SWAPS; i++) {
      jar.header("Bundle-Version", "1.0." + i);
      if (i % 2 == 0) {
        jar.movedInto(folder, "counter.jar");
      } else {
        jar.into(folder, "counter.jar");
      }
      awaitVersion("1.0." + i);
      awaitNumbers("counter", stations.numbers("counter").size() + 500);
    }
    assertEquals(1, stations.queues.size(), "the queue stays where it is");
    Files.delete(folder.resolve("counter.jar"));
    RecordingStations.await("removed", () -> !stations.removed.isEmpty());
    RecordingStations.await("drained", () -> stations.queues.getFirst().waiting() == 0);
    assertConsecutive("counter");
    awaitCollected();
    assertEquals(List.of(), stations.remarks);
  }

  @Test
  void aDroppedJarServesAndAHalfCopiedOneIsWaitedFor() throws Exception {
    start("");
    byte[] whole = counter("Counter", "counter").bytes();
    Path file = folder.resolve("counter.jar");
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    status("counter.jar", PluginStatus.State.REFUSED);
    Files.write(file, whole);
    awaitNumbers("counter", 100);
    assertEquals(1, service.statuses().size());
  }

  @Test
  void aSuccessorThatCannotBeOpenedLeavesThePlaceToItsPredecessor() throws Exception {
    counter("Counter", "counter").into(folder, "counter.jar");
    start("");
    awaitNumbers("counter", 100);
    counter(
            "Counter",
            "counter",
            "if (true) throw new PluginException(PluginException.Category.RESOURCE, \"no eth9\");",
            "",
            "")
        .header("Bundle-Version", "2.0.0")
        .movedInto(folder, "counter.jar");
    PluginStatus failed = status("counter.jar", PluginStatus.State.FAILED);
    assertTrue(failed.reason().contains("no eth9"), failed::reason);
    assertTrue(failed.reason().contains("1.2.3, which goes on"), failed::reason);
    awaitNumbers("counter", stations.numbers("counter").size() + 1_000);
    assertConsecutive("counter");
    status("counter.jar", PluginStatus.State.ACTIVE);
  }

  @Test
  void aSourceThatFailsIsOpenedAgainWhereItStood() throws Exception {
    counter("Counter", "counter", "", "if (next % 500 == 0) throw new IllegalStateException();", "")
        .into(folder, "counter.jar");
    start("");
    awaitNumbers("counter", 1_200);
    assertConsecutive("counter");
    assertTrue(service.statuses().getFirst().restarts() >= 2);
    assertTrue(
        stations.told.stream().anyMatch(one -> one.contains("failed: source 'counter' failed")),
        () -> stations.told.toString());
  }

  @Test
  void badPluginsAreToldOfAndTheOthersGoOn() throws Exception {
    counter("Good", "good").into(folder, "good.jar");
    counter(
            "Deaf",
            "deaf",
            "",
            "while (true) { try { Thread.sleep(9999); }"
                + " catch (InterruptedException e) { continue; } }",
            "")
        .into(folder, "deaf.jar");
    counter(
            "Blocker",
            "blocker",
            "",
            "",
            "while (true) { try { Thread.sleep(9999); }"
                + " catch (InterruptedException e) { continue; } }")
        .into(folder, "blocker.jar");
    counter("Activated", "activated")
        .header("Bundle-Activator", "vendor.A")
        .into(folder, "activator.jar");
    counter("Good", "good").into(folder, "twin.jar");
    counter(
            "Loud",
            "loud",
            "new Thread(() -> { throw new IllegalStateException(\"loud\"); }, \"t\")" + ".start();",
            "",
            "")
        .into(folder, "loud.jar");
    start("");
    awaitNumbers("good", 100);
    assertTrue(
        status("activator.jar", PluginStatus.State.REFUSED).reason().contains("Bundle-Activator"));
    assertTrue(status("twin.jar", PluginStatus.State.REFUSED).reason().contains("good.jar holds"));
    awaitNumbers("deaf", 1);
    awaitNumbers("blocker", 1);
    Files.delete(folder.resolve("deaf.jar"));
    Files.delete(folder.resolve("blocker.jar"));
    awaitHung("deaf.jar", "source 'deaf' did not return from run within 5 s and was left behind");
    awaitHung(
        "blocker.jar", "source 'blocker' did not return from close within 5 s and was left behind");
    RecordingStations.await(
        "the exception of a thread is told",
        () ->
            stations.remarks.contains(
                "plugin 'loud': its thread 't' ended: IllegalStateException: loud"));
    awaitNumbers("good", stations.numbers("good").size() + 1_000);
    assertConsecutive("good");
  }

  @Test
  void aSourceThatFloodsIsHeldByItsQueue() throws Exception {
    stations.stalled = true;
    counter("Flood", "flood").into(folder, "flood.jar");
    start("");
    RecordingStations.await(
        "full", () -> !stations.queues.isEmpty() && stations.queues.getFirst().waiting() == 256);
    long begin = System.nanoTime();
    service.close();
    assertTrue(System.nanoTime() - begin < Duration.ofSeconds(60).toNanos());
    assertTrue(stations.tally("flood").dropped().isEmpty(), "what was taken is still there");
  }

  @Test
  void otherSettingsOpenAnewOnlyWhatTheyChange() throws Exception {
    counter("One", "one").into(folder, "one.jar");
    counter("Two", "two").into(folder, "two.jar");
    start("one: { word: a }\n");
    awaitNumbers("one", 100);
    service.configure(sections("one: { word: b }\n"));
    awaitNumbers("one", stations.numbers("one").size() + 1_000);
    assertConsecutive("one");
    assertConsecutive("two");
    var refused =
        org.junit.jupiter.api.Assertions.assertThrows(
            io.ringwall.engine.config.RingwallException.class,
            () -> service.configure(sections("one: { wort: b }\n")));
    assertTrue(refused.sentence().contains("did you mean 'word'?"), refused::sentence);
  }

  @Test
  void thatAllHaveBegunIsKnownAndWhoHasNot() throws Exception {
    counter("Slow", "slow", "sleep(300);", "", "").into(folder, "slow.jar");
    counter("Refused", "refused", "if (true) throw new IllegalStateException(\"no\");", "", "")
        .into(folder, "refused.jar");
    PluginJar.of(
            "Takers",
            TAKERS
                .replace("NAME", "takers")
                .replace("sink.complete();", "SLEEP sink.complete();")
                .replace("SLEEP", "Thread.sleep(600);"))
        .into(folder, "takers.jar");
    long begun = System.nanoTime();
    start("");
    assertEquals(List.of(), service.awaitBegun(RecordingStations.PATIENCE));
    assertTrue(System.nanoTime() - begun >= 500_000_000, "the provider had yet to tell all");
    assertEquals(1, stations.identities.size());
    assertTrue(
        stations.told.stream().anyMatch(one -> one.contains("source 'refused' failed")),
        () -> "why one has not begun was told before: " + stations.told);
  }

  @Test
  void oneThatHangsWhileItIsOpenedIsNamedAndNotWaitedFor() throws Exception {
    counter("Hung", "hung", "sleep(60_000);", "", "").into(folder, "hung.jar");
    counter("Good", "good").into(folder, "good.jar");
    start("");
    awaitNumbers("good", 1);
    assertEquals(List.of("source 'hung'"), service.awaitBegun(Duration.ofMillis(500)));
  }

  private static final String TAKERS =
      FACTORY
          + """
          static final java.util.concurrent.atomic.AtomicInteger SEEN =
              new java.util.concurrent.atomic.AtomicInteger();
          public List<IdentityProviderFactory<?>> identityProviders() {
            return List.of(new Providers());
          }
          public List<FindingSinkFactory<?>> findingSinks() { return List.of(new Sinks()); }
          public List<ActuatorFactory<?>> actuators() { return List.of(new Actuators()); }
          static final class Providers extends Base<Settings>
              implements IdentityProviderFactory<Settings> {
            public IdentityProvider open(Settings s, SourceContext context) {
              var end = new java.util.concurrent.CountDownLatch(1);
              return new IdentityProvider() {
                public void run(IdentitySink sink) throws InterruptedException {
                  sink.hostAddress(io.ringwall.sdk.event.IpAddress.parse("192.0.2.1"), "told");
                  sink.complete();
                  end.await();
                }
                public void close() { end.countDown(); }
              };
            }
          }
          static final class Sinks extends Base<Settings> implements FindingSinkFactory<Settings> {
            public FindingSink open(Settings s, SinkContext context) {
              return new FindingSink() {
                public void accept(io.ringwall.sdk.finding.Finding finding) {}
                public void flush() {}
                public void close() {}
              };
            }
          }
          static final class Actuators extends Base<Settings>
              implements ActuatorFactory<Settings> {
            public Actuator open(Settings s, ActuatorContext context) {
              return new Actuator() {
                public Convergence converge(Boundary boundary, Membership membership) {
                  return new Convergence(0, 0, List.of());
                }
                public Observation observe() {
                  SEEN.incrementAndGet();
                  return new Observation(0, 0, java.util.Set.of());
                }
                public void close() {}
              };
            }
          }
          """;

  @Test
  void aProviderASinkAndAnActuatorAreReplacedTwentyTimesUnderLoad() throws Exception {
    PluginJar jar =
        PluginJar.of("Takers", TAKERS.replace("NAME", "takers")).header("Bundle-Version", "1.0.0");
    jar.into(folder, "takers.jar");
    start("takers: { word: a }\n");
    awaitVersion("1.0.0");
    for (int i = 1; i <= SWAPS; i++) {
      jar.header("Bundle-Version", "1.0." + i).movedInto(folder, "takers.jar");
      stations.give(50);
      awaitVersion("1.0." + i);
      int told = i + 1;
      int driven = stations.driven.get();
      RecordingStations.await("told anew", () -> stations.identities.size() == told);
      RecordingStations.await("driven on", () -> stations.driven.get() > driven);
    }
    RecordingStations.await("all taken", () -> stations.delivered.size() == SWAPS * 50);
    for (int i = 0; i < stations.delivered.size(); i++) {
      assertEquals(i, stations.delivered.get(i), "nothing is lost and nothing doubled");
    }
    Files.delete(folder.resolve("takers.jar"));
    RecordingStations.await("removed", () -> !stations.removed.isEmpty());
    awaitCollected();
    assertEquals(List.of(), stations.remarks);
  }
}
