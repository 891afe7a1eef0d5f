package io.ringwall.plugin.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.ContainerSecurity;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.testkit.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads what this machine's own Docker daemon prints. Makes an image, a network and two containers
 * under names of its own, and removes them.
 */
@Tag("docker")
final class RealDaemonTest {
  private static final String OWN = "ringwall-test-" + ProcessHandle.current().pid();

  @TempDir Path folder;

  /** What a command said. */
  private record Said(int status, String text) {}

  private Said say(String... command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "said", "");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError(String.join(" ", command) + " took longer than a minute");
    }
    return new Said(process.exitValue(), Files.readString(out).strip());
  }

  private String docker(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    Said said = say(command.toArray(String[]::new));
    assertEquals(0, said.status(), () -> command + " said " + said.text());
    return said.text();
  }

  @BeforeEach
  void needsADaemonAndAStaticProgram() throws Exception {
    @Nullable String missing = missing();
    if (missing == null) {
      return;
    }
    if (System.getProperty("ringwall.require", "").equals("all")) {
      fail(missing);
    }
    abort(missing);
  }

  private @Nullable String missing() throws InterruptedException {
    try {
      Said info = say("docker", "info", "--format", "{{.ServerVersion}}");
      if (info.status() != 0) {
        return "no Docker daemon answers: " + info.text().lines().reduce("", (a, b) -> b);
      }
    } catch (IOException e) {
      return "no 'docker' command: install docker.io";
    }
    return Files.isExecutable(busybox()) ? null : "no /bin/busybox: install busybox-static";
  }

  private static Path busybox() {
    return Path.of("/bin/busybox");
  }

  @AfterEach
  void removeWhatIsOurs() throws Exception {
    try {
      say("docker", "rm", "-f", OWN + "-web", OWN + "-db");
      say("docker", "network", "rm", OWN);
      say("docker", "rmi", image());
    } catch (IOException e) {
      // Without the command nothing was made.
    }
  }

  private static String image() {
    return "registry.test/" + OWN + "/tool:1";
  }

  private void makeImage() throws Exception {
    Path root = Files.createDirectories(folder.resolve("root/bin"));
    Files.copy(busybox(), root.resolve("busybox"));
    Files.createSymbolicLink(root.resolve("sh"), Path.of("busybox"));
    Files.createDirectories(folder.resolve("root/etc"));
    Path archive = folder.resolve("root.tar");
    Said tar = say("tar", "-C", folder.resolve("root").toString(), "-cf", archive.toString(), ".");
    assertEquals(0, tar.status(), tar::text);
    docker("import", archive.toString(), image());
  }

  private void start(String service, String... options) throws Exception {
    List<String> run =
        new ArrayList<>(
            List.of(
                "run",
                "-d",
                "--name",
                OWN + "-" + service,
                "--network",
                OWN,
                "--label",
                "com.docker.compose.project=test",
                "--label",
                "com.docker.compose.service=" + service));
    run.addAll(List.of(options));
    run.addAll(List.of(image(), "/bin/busybox", "sleep", "300"));
    docker(run.toArray(String[]::new));
  }

  private void awaitHealthy(String container) throws Exception {
    for (int i = 0; i < 300; i++) {
      String health = docker("inspect", "-f", "{{.State.Health.Status}}", container);
      if (health.equals("healthy")) {
        return;
      }
      Thread.sleep(100);
    }
    fail(container + " did not become healthy in half a minute");
  }

  @Test
  void readsWhatTheDaemonSaysOfTwoContainersAndASessionInOne() throws Exception {
    makeImage();
    docker("network", "create", OWN);
    String since = docker("info", "--format", "{{.SystemTime}}");
    start("web", "--health-cmd", "busybox true", "--health-interval", "1s", "--pid", "host");
    start("db", "-v", "/:/host:ro");
    awaitHealthy(OWN + "-web");
    docker("exec", OWN + "-db", "/bin/busybox", "echo", "by hand");
    docker("stop", "-t", "0", OWN + "-db");
    String address =
        docker(
            "inspect",
            "-f",
            "{{(index .NetworkSettings.Networks \"" + OWN + "\").IPAddress}}",
            OWN + "-web");
    String inventory = docker("inspect", OWN + "-web", OWN + "-db");
    String until = docker("info", "--format", "{{.SystemTime}}");
    String log = docker("events", "--since", since, "--until", until, "--format", "{{json .}}");

    var plugin = new Docker(folder);
    assertTrue(plugin.recognisesInventory(inventory) && plugin.recognisesLog(log));
    Recorder told = plugin.inventory(inventory);
    assertEquals(Map.of(), told.malformed(), () -> told.remarks().toString());
    ContainerEvent web = named(told.started(), "web");
    ContainerEvent db = named(told.started(), "db");
    assertEquals("test/web", web.workload().workloadClass().toString());
    assertEquals("registry.test/" + OWN + "/tool", web.workload().workloadClass().repository());
    assertEquals(List.of(IpAddress.parse(address)), web.networks().getFirst().addresses());
    assertEquals(1, told.networks().size(), told.networks().toString());
    assertTrue(Objects.requireNonNull(web.security()).hostPid());
    ContainerSecurity closed = Objects.requireNonNull(db.security());
    assertFalse(closed.privileged() || closed.hostNetwork() || closed.hostPid());
    assertTrue(
        db.mounts().stream().anyMatch(mount -> mount.source().equals("/") && !mount.writable()),
        db.mounts().toString());
    assertNotNull(told.ended().get(OWN + "-db"));
    events(plugin.log(log), web, db);
  }

  private static void events(Recorder log, ContainerEvent web, ContainerEvent db) {
    assertEquals(Map.of(), log.malformed(), () -> log.remarks().toString());
    ContainerEvent started = only(log, web, ContainerAction.START);
    assertTrue(
        Duration.between(web.time(), started.time()).abs().toSeconds() < 2,
        web.time() + " and " + started.time() + " are the same start");
    ContainerEvent joined = only(log, web, ContainerAction.NETWORK_CONNECT);
    assertEquals(web.networks().getFirst().addresses(), joined.networks().getFirst().addresses());
    ContainerEvent typed = only(log, db, ContainerAction.EXEC_START);
    assertEquals(
        "/bin/busybox echo by hand", Objects.requireNonNull(typed.execSession()).commandLine());
    assertFalse(typed.healthProbe());
    assertEquals(0, only(log, db, ContainerAction.EXEC_DIE).exitCode());
    assertEquals(137, only(log, db, ContainerAction.DIE).exitCode());
    List<ContainerEvent> probes = of(log, web, ContainerAction.EXEC_START).toList();
    assertFalse(probes.isEmpty());
    assertTrue(probes.stream().allMatch(ContainerEvent::healthProbe), probes.toString());
  }

  private static ContainerEvent named(List<ContainerEvent> events, String service) {
    return events.stream()
        .filter(event -> event.workload().name().equals(OWN + "-" + service))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<ContainerEvent> of(
      Recorder log, ContainerEvent container, ContainerAction action) {
    String id = container.workload().containerId();
    return log.events(ContainerEvent.class).stream()
        .filter(event -> event.action() == action)
        .filter(event -> event.workload().containerId().equals(id));
  }

  private static ContainerEvent only(
      Recorder log, ContainerEvent container, ContainerAction action) {
    return Docker.only(of(log, container, action).toList());
  }
}
