package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A host of its own that systemd runs, with the distribution in {@code /opt/ringwall}: files,
 * processes and network that nobody else has, and nothing of it is left when it is closed. It needs
 * root and systemd; tests that miss that skip.
 */
final class SystemdHost implements AutoCloseable {
  private static final int SECONDS_MAX = 120;

  /** Joins control groups of its own, so that systemd makes its own below them. */
  private static final String APART =
      """
      group=$1
      shift
      for groups in /sys/fs/cgroup /sys/fs/cgroup/systemd /sys/fs/cgroup/unified; do
        if [ -e "$groups/cgroup.procs" ]; then
          mkdir "$groups/$group"
          echo $$ >"$groups/$group/cgroup.procs"
        fi
      done
      exec unshare --pid --fork --kill-child --mount --uts --ipc --net --cgroup sh "$@"
      """;

  private final Path folder;
  private final String group;
  private final Process process;

  private SystemdHost(Path folder, String group, Process process) {
    this.folder = folder;
    this.group = group;
    this.process = process;
  }

  /** Boots one; what systemd says is kept in this folder. */
  static SystemdHost boot(Path folder) throws IOException, InterruptedException {
    String missing = missing();
    if (missing != null) {
      if (System.getProperty("ringwall.require", "").equals("all")) {
        fail(missing);
      }
      abort(missing);
    }
    Path script = folder.resolve("boot.sh");
    try (InputStream text = SystemdHost.class.getResourceAsStream("/service/boot.sh")) {
      Files.copy(text, script);
    }
    String group = "ringwall-service-" + ProcessHandle.current().pid();
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                APART,
                "sh",
                group,
                script.toString(),
                Ringwall.distribution().toString(),
                System.getProperty("java.home"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("boot.log").toFile())
            .start();
    process.getOutputStream().close();
    var host = new SystemdHost(folder, group, process);
    try {
      RunningEngine.await(host::isUp, () -> "systemd is not up:\n" + host.log());
      return host;
    } catch (AssertionError | InterruptedException e) {
      host.close();
      throw e;
    }
  }

  private static @Nullable String missing() {
    if (!Files.isWritable(Path.of("/proc/sys/net/ipv4/ip_forward"))) {
      return "a host of its own needs root";
    }
    return Files.isExecutable(Path.of("/lib/systemd/systemd")) ? null : "no systemd";
  }

  private boolean isUp() {
    if (!process.isAlive()) {
      return fail("systemd ended:\n" + log());
    }
    try {
      return attempt("systemctl", "is-system-running").text().matches("running|degraded");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail("interrupted");
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("boot.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** What a program said, errors as well. */
  record Said(int code, String text) {}

  /** Runs a program on this host by root. */
  Said attempt(String... command) throws IOException, InterruptedException {
    ProcessHandle systemd = process.toHandle().children().findFirst().orElse(null);
    if (systemd == null) {
      return new Said(-1, "systemd is not there yet");
    }
    List<String> whole = new ArrayList<>(List.of("nsenter", "-t", Long.toString(systemd.pid())));
    whole.addAll(List.of("-m", "-p", "-u", "-i", "-n", "-C"));
    whole.addAll(List.of(command));
    Path out = Files.createTempFile(folder, "said-", "");
    Process program =
        new ProcessBuilder(whole).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    program.getOutputStream().close();
    if (!program.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
      program.destroyForcibly().waitFor();
      return fail(List.of(command) + " does not end");
    }
    return new Said(program.exitValue(), Files.readString(out).strip());
  }

  /** Runs a program on this host by root, which has to succeed. */
  String run(String... command) throws IOException, InterruptedException {
    Said said = attempt(command);
    assertEquals(0, said.code(), () -> String.join(" ", command) + " said " + said.text());
    return said.text();
  }

  @Override
  public void close() throws IOException {
    // When the first process of its namespace dies, the kernel ends all others.
    process.toHandle().children().forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor();
      for (String groups : List.of("", "systemd", "unified")) {
        Path own = Path.of("/sys/fs/cgroup").resolve(groups).resolve(group);
        if (Files.exists(own)) {
          remove(own);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Groups are folders whose files come and go with them. */
  private static void remove(Path own) throws IOException, InterruptedException {
    for (int tries = 0; Files.exists(own); tries++) {
      List<Path> groups;
      try (Stream<Path> all = Files.walk(own)) {
        groups = all.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
      }
      for (Path one : groups) {
        // What has just ended holds its group for a moment.
        if (!one.toFile().delete() && tries > 100) {
          throw new IOException("cannot remove " + one);
        }
      }
      Thread.sleep(50);
    }
  }
}
