package io.ringwall.plugin.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.ExecSession;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.testkit.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Watches a Docker daemon of its own, with its own data and socket, while containers are started,
 * entered and killed in it and the daemon is restarted.
 */
@Tag("docker")
final class LiveDaemonTest {
  private static final int CONTAINERS = 50;
  private static final int HANDS = 4;
  private static final int TRIES = 60;

  /** Half seconds: a daemon under load takes a minute to stop and to begin again. */
  private static final int INSISTS = 360;

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final String IMAGE = "registry.test/live:1";

  private final List<ContainerEvent> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger made = new AtomicInteger();
  @TempDir private Path folder;
  private @Nullable Process daemon;

  private record Said(int status, String text) {}

  private Said say(List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "said", "");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError(command + " took longer than a minute");
    }
    return new Said(process.exitValue(), Files.readString(out).strip());
  }

  private Said docker(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker", "-H", "unix://" + socket()));
    command.addAll(List.of(arguments));
    return say(command);
  }

  /** What fails while the daemon is away is done again. */
  private String insist(String... arguments) throws IOException, InterruptedException {
    Said said = docker(arguments);
    for (int i = 0; i < INSISTS && said.status() != 0; i++) {
      if (said.text().contains("already in use")) {
        return "";
      }
      Thread.sleep(500);
      said = docker(arguments);
    }
    assertEquals(0, said.status(), List.of(arguments) + " said " + said.text());
    return said.text();
  }

  private Path socket() {
    return folder.resolve("d.sock");
  }

  @BeforeEach
  void startADaemon() throws Exception {
    @Nullable String missing = missing();
    if (missing != null) {
      if (System.getProperty("ringwall.require", "").equals("all")) {
        fail(missing);
      }
      abort(missing);
    }
    start();
    Path root = Files.createDirectories(folder.resolve("root/bin"));
    Files.copy(Path.of("/bin/busybox"), root.resolve("busybox"));
    Path archive = folder.resolve("root.tar");
    say(List.of("tar", "-C", folder.resolve("root").toString(), "-cf", archive.toString(), "."));
    insist("import", archive.toString(), IMAGE);
    insist("network", "create", "--subnet", "10.213.77.0/24", "live");
  }

  private static @Nullable String missing() {
    if (!Files.isExecutable(Path.of("/usr/sbin/dockerd"))) {
      return "no /usr/sbin/dockerd: install docker.io";
    }
    if (!Files.isWritable(Path.of("/proc/sys/net/ipv4/ip_forward"))) {
      return "a Docker daemon needs root";
    }
    return Files.isExecutable(Path.of("/bin/busybox"))
        ? null
        : "no /bin/busybox: install busybox-static";
  }

  private void start() throws IOException, InterruptedException {
    daemon =
        new ProcessBuilder(
                "/usr/sbin/dockerd",
                "--data-root",
                folder.resolve("data").toString(),
                "--exec-root",
                folder.resolve("exec").toString(),
                "--pidfile",
                folder.resolve("d.pid").toString(),
                "--host",
                "unix://" + socket(),
                "--bridge",
                "none",
                "--iptables=false",
                "--ip6tables=false",
                "--storage-driver",
                "vfs")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
            .start();
    for (int i = 0; i < TRIES; i++) {
      if (docker("info").status() == 0) {
        return;
      }
      Thread.sleep(500);
    }
    fail("the daemon does not answer: " + Files.readString(folder.resolve("log")));
  }

  @AfterEach
  void stopTheDaemon() throws Exception {
    Process running = daemon;
    if (running != null) {
      for (String id : docker("ps", "-aq").text().lines().toList()) {
        docker("rm", "-f", id);
      }
      docker("network", "rm", "live");
      running.destroy();
      if (!running.waitFor(30, TimeUnit.SECONDS)) {
        running.destroyForcibly().waitFor();
      }
    }
  }

  private void restart() throws IOException, InterruptedException {
    Process running = java.util.Objects.requireNonNull(daemon);
    running.destroy();
    assertTrue(running.waitFor(60, TimeUnit.SECONDS), "the daemon stops");
    start();
  }

  @Test
  void forgetsNothingAndTellsNothingTwiceWhileTheDaemonIsRestarted() throws Exception {
    CaptureSource source =
        new LiveFactory()
            .open(
                new DockerSettings(socket(), Duration.ofSeconds(30)),
                new Recorder("docker", InstantSource.system(), null));
    var watching = new FutureTask<CaptureSource>(() -> watched(source));
    Thread.ofPlatform().start(watching);
    ExecutorService hands = Executors.newFixedThreadPool(HANDS);
    List<Future<?>> work = new ArrayList<>();
    for (int number = 0; number < CONTAINERS; number++) {
      int which = number;
      work.add(
          hands.submit(() -> {
            live(which);
            return which;
          }));
    }
    while (made.get() < CONTAINERS / 2) {
      assertTrue(work.stream().noneMatch(LiveDaemonTest::failed), "docker does what it is told");
      Thread.sleep(50);
    }
    restart();
    for (Future<?> one : work) {
      one.get();
    }
    hands.shutdown();
    for (int number = 1; number < CONTAINERS; number += 2) {
      insist("start", "c" + number);
    }
    assertRunningAsDockerSays();
    source.close();
    watching.get(10, TimeUnit.SECONDS);
    assertNothingTwice();
    assertNobodyForgotten();
    assertExactCommands();
  }

  private static boolean failed(Future<?> work) {
    return work.state() == Future.State.FAILED;
  }

  private CaptureSource watched(CaptureSource source) throws Exception {
    source.run(new Sink());
    return source;
  }

  private void live(int number) throws IOException, InterruptedException {
    String name = "c" + number;
    insist("create", "--name", name, "--network", "live", IMAGE, "/bin/busybox", "sleep", "600");
    insist("start", name);
    docker("exec", name, "/bin/busybox", "echo", "two words", "it's " + number);
    if (number % 3 == 0) {
      docker("kill", name);
    }
    made.incrementAndGet();
  }

  private Map<String, ContainerEvent> running() {
    Map<String, ContainerEvent> running = new TreeMap<>();
    for (ContainerEvent event : events) {
      String id = event.workload().containerId();
      if (event.action() == ContainerAction.START) {
        running.put(id, event);
      } else if (event.action() == ContainerAction.DIE) {
        running.remove(id);
      }
    }
    return running;
  }

  private void assertRunningAsDockerSays() throws Exception {
    Set<String> said =
        new TreeSet<>(
            insist("ps", "-q", "--no-trunc").lines().filter(id -> !id.isEmpty()).toList());
    Instant end = Instant.now().plus(DEADLINE);
    while (!running().keySet().equals(said) && Instant.now().isBefore(end)) {
      Thread.sleep(100);
    }
    Set<String> other = new TreeSet<>(running().keySet());
    other.removeAll(said);
    said.removeAll(running().keySet());
    assertEquals(Set.of(), said, () -> "not told of: " + of(said.iterator().next()));
    assertEquals(Set.of(), other, () -> "long gone: " + of(other.iterator().next()));
    for (Map.Entry<String, ContainerEvent> one : running().entrySet()) {
      String address =
          insist("inspect", "-f", "{{.NetworkSettings.Networks.live.IPAddress}}", one.getKey());
      assertEquals(address, one.getValue().networks().getFirst().addresses().getFirst().toString());
    }
  }

  private void assertNothingTwice() {
    Set<String> ids = new HashSet<>();
    Set<String> lives = new HashSet<>();
    for (ContainerEvent event : events) {
      assertTrue(ids.add(event.id()), () -> event.id() + " was told twice");
      String id = event.workload().containerId();
      if (event.action() == ContainerAction.START) {
        assertTrue(lives.add(id), () -> "two starts without an end of " + id + ": " + of(id));
      } else if (event.action() == ContainerAction.DIE) {
        assertTrue(lives.remove(id), () -> "an end without a start of " + id + ": " + of(id));
      }
    }
  }

  private List<String> of(String id) {
    return events.stream()
        .filter(event -> event.workload().containerId().equals(id))
        .map(event -> event.time() + " " + event.action())
        .toList();
  }

  private void assertNobodyForgotten() throws Exception {
    Set<String> started = new TreeSet<>();
    events.stream()
        .filter(event -> event.action() == ContainerAction.START)
        .forEach(event -> started.add(event.workload().containerId()));
    Set<String> forgotten = new TreeSet<>(insist("ps", "-aq", "--no-trunc").lines().toList());
    forgotten.removeAll(started);
    assertEquals(Set.of(), forgotten);
  }

  private void assertExactCommands() {
    long exact =
        events.stream()
            .filter(event -> event.action() == ContainerAction.EXEC_START)
            .map(ContainerEvent::execSession)
            .filter(session -> session != null && isExact(session))
            .count();
    assertTrue(exact >= CONTAINERS / 2, exact + " sessions have their exact command");
  }

  private static boolean isExact(ExecSession session) {
    return session.commandLine().matches("/bin/busybox echo 'two words' 'it'\\\\''s [0-9]+'");
  }

  private final class Sink implements EventSink {
    @Override
    public void emit(Event event) {
      events.add((ContainerEvent) event);
    }

    @Override
    public boolean offer(Event event) {
      return events.add((ContainerEvent) event);
    }

    @Override
    public void complete(Instant upTo) {}
  }
}
