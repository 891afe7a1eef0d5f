package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host of its own: network and mounts that nobody else has, a Docker daemon in it, and an outside
 * on a wire ({@link #OUTSIDE} to this host's {@link #GATEWAY}). It needs root and Docker; tests
 * that miss that skip. All of it is gone when it is closed.
 */
final class LiveHost implements AutoCloseable {
  static final String OUTSIDE = "198.51.100.10";
  static final String VERIFIER = "198.51.100.7";
  static final String GATEWAY = "198.51.100.1";
  static final String IMAGE = "registry.test/member:1";

  private static final int SECONDS_MAX = 120;
  private static final int TRIES = 120;
  private static final int LOOK_MILLIS = 500;
  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

  /** The mounts that a daemon needs and others must not see, then a process that keeps them. */
  private static final String HOST =
      """
      set -e
      mount --make-rprivate /
      mkdir -p "$1/groups"
      mount --rbind /sys/fs/cgroup "$1/groups"
      mount -t sysfs sysfs /sys
      mount --rbind "$1/groups" /sys/fs/cgroup
      umount -l "$1/groups"
      mount -t tmpfs -o mode=755 tmpfs /run
      ip link set lo up
      touch "$1/made"
      exec sleep infinity
      """;

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final Process host;
  private final Process outside;

  private LiveHost(Path folder) throws IOException {
    this.folder = folder;
    host = keep("unshare", "-n", "-m", "sh", "-c", HOST, "sh", folder.toString());
    outside = keep("unshare", "-n", "sh", "-c", "ip link set lo up; exec sleep infinity");
  }

  /** Makes one, whose files are in this folder. */
  static LiveHost in(Path folder) throws IOException, InterruptedException {
    String missing = missing();
    if (missing != null) {
      if (System.getProperty("ringwall.require", "").equals("all")) {
        fail(missing);
      }
      abort(missing);
    }
    var made = new LiveHost(Files.createDirectories(folder));
    try {
      made.make();
      return made;
    } catch (IOException | InterruptedException | AssertionError e) {
      made.close();
      throw e;
    }
  }

  private static @Nullable String missing() {
    if (!Files.isWritable(Path.of("/proc/sys/net/ipv4/ip_forward"))) {
      return "a host of its own needs root";
    }
    for (String program :
        List.of("/usr/sbin/dockerd", "/bin/busybox", "/usr/bin/python3", "/usr/bin/script")) {
      if (!Files.isExecutable(Path.of(program))) {
        return "no " + program;
      }
    }
    return null;
  }

  private Process keep(String... command) throws IOException {
    return keep(List.of(command), folder.resolve("keeper.log"));
  }

  private Process keep(List<String> command, Path log) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process.getOutputStream().close();
    processes.add(process);
    return process;
  }

  private void make() throws IOException, InterruptedException {
    RunningEngine.await(() -> Files.exists(folder.resolve("made")), () -> "the host is not made");
    run("ip", "link", "add", "out0", "type", "veth", "peer", "name", "eth0");
    run("ip", "link", "set", "eth0", "netns", Long.toString(outside.pid()));
    run("ip", "address", "add", GATEWAY + "/24", "dev", "out0");
    run("ip", "link", "set", "out0", "up");
    for (String address : List.of(OUTSIDE, VERIFIER)) {
      outside("ip", "address", "add", address + "/24", "dev", "eth0");
    }
    outside("ip", "link", "set", "eth0", "up");
    outside("ip", "route", "add", "default", "via", GATEWAY);
    startDaemon();
    importImage();
  }

  private void startDaemon() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(inHost());
    command.addAll(
        List.of(
            "/usr/sbin/dockerd",
            "--data-root",
            folder.resolve("data").toString(),
            "--exec-root",
            folder.resolve("exec").toString(),
            "--pidfile",
            folder.resolve("d.pid").toString(),
            "--host",
            "unix://" + dockerSocket()));
    Path log = folder.resolve("dockerd.log");
    Process daemon = keep(command, log);
    for (int i = 0; i < TRIES && daemon.isAlive(); i++) {
      if (attempt(List.of("docker", "-H", "unix://" + dockerSocket(), "info")).code() == 0) {
        return;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    fail("the Docker daemon does not answer:\n" + Files.readString(log));
  }

  /** Python, a shell, and the program of members. */
  private void importImage() throws IOException, InterruptedException {
    Path bin = Files.createDirectories(folder.resolve("root/bin"));
    Files.copy(Path.of("/bin/busybox"), bin.resolve("busybox"));
    for (String name : List.of("sh", "wget", "sleep", "ping", "id")) {
      Files.createSymbolicLink(bin.resolve(name), Path.of("busybox"));
    }
    try (InputStream program = LiveHost.class.getResourceAsStream("/live/member.py")) {
      Files.copy(program, folder.resolve("root/member.py"));
    }
    Path archive = folder.resolve("image.tar");
    List<String> command =
        new ArrayList<>(List.of("tar", "-chf", archive.toString(), "--exclude=*/test", "-C", "/"));
    command.addAll(pythonFiles());
    said(command);
    said(List.of("tar", "-rf", archive.toString(), "-C", folder.resolve("root").toString(), "."));
    docker("import", archive.toString(), IMAGE);
    Files.delete(archive);
  }

  private static Set<String> pythonFiles() throws IOException, InterruptedException {
    Set<String> files = new LinkedHashSet<>();
    files.add("usr/bin/python3");
    Matcher library = LIBRARY.matcher(said(List.of("ldd", "/usr/bin/python3")));
    while (library.find()) {
      files.add(library.group(1).substring(1));
    }
    try (var folders = Files.newDirectoryStream(Path.of("/usr/lib"), "python3.*")) {
      folders.forEach(folder -> files.add(folder.toString().substring(1)));
    }
    return files;
  }

  Path dockerSocket() {
    return folder.resolve("d.sock");
  }

  /** What a command begins with to be run in this host. */
  List<String> inHost() {
    return List.of("nsenter", "-t", Long.toString(host.pid()), "-n", "-m");
  }

  private List<String> inOutside() {
    return List.of("nsenter", "-t", Long.toString(outside.pid()), "-n");
  }

  /** Runs a program on this host, and returns what it said. */
  String run(String... command) throws IOException, InterruptedException {
    return said(join(inHost(), command));
  }

  /** Runs a program outside. */
  String outside(String... command) throws IOException, InterruptedException {
    return said(join(inOutside(), command));
  }

  /** Starts a member's program outside, which lives as long as this host. */
  void outsideMember(String answers, String calls) throws IOException {
    member(inOutside(), answers, calls);
  }

  /** Starts a member's program on this host itself. */
  void hostMember(String answers, String calls) throws IOException {
    member(inHost(), answers, calls);
  }

  private void member(List<String> where, String answers, String calls) throws IOException {
    List<String> command = new ArrayList<>(where);
    command.addAll(List.of("env", "ANSWERS=" + answers, "CALLS=" + calls, "EVERY=0.5"));
    command.addAll(List.of("python3", folder.resolve("root/member.py").toString()));
    keep(command, folder.resolve("members.log"));
  }

  /** Speaks with the daemon of this host. */
  String docker(String... arguments) throws IOException, InterruptedException {
    return said(join(List.of("docker", "-H", "unix://" + dockerSocket()), arguments));
  }

  /** The address of a container that is in one network. */
  String address(String container) throws IOException, InterruptedException {
    return docker(
        "inspect", "-f", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", container);
  }

  /** Has this address of a service stand for a container's port, as kube-proxy does. */
  void translate(String service, int port, String container, int behind)
      throws IOException, InterruptedException {
    run(
        "iptables",
        "-t",
        "nat",
        "-A",
        "PREROUTING",
        "-d",
        service,
        "-p",
        "tcp",
        "--dport",
        Integer.toString(port),
        "-j",
        "DNAT",
        "--to-destination",
        address(container) + ":" + behind);
  }

  /** Types lines into a shell at a terminal in a container, and leaves it. */
  String type(String container, String... lines) throws IOException, InterruptedException {
    String enter = "docker -H unix://%s exec -it %s sh".formatted(dockerSocket(), container);
    Path log = Files.createTempFile(folder, "typed-", "");
    Process terminal =
        new ProcessBuilder("script", "-q", "-e", "-c", enter, "/dev/null")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try (var keyboard = terminal.outputWriter()) {
      for (String line : lines) {
        Thread.sleep(LOOK_MILLIS);
        keyboard.write(line + "\r");
        keyboard.flush();
      }
      Thread.sleep(2 * LOOK_MILLIS);
      keyboard.write("exit\r");
      keyboard.flush();
      assertTrue(terminal.waitFor(SECONDS_MAX, TimeUnit.SECONDS), "the shell does not end");
    }
    return Files.readString(log);
  }

  private static List<String> join(List<String> first, String... rest) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(rest));
    return all;
  }

  private record Said(int code, String text) {}

  private static String said(List<String> command) throws IOException, InterruptedException {
    Said said = attempt(command);
    assertEquals(0, said.code(), () -> String.join(" ", command) + " said " + said.text());
    return said.text();
  }

  private static Said attempt(List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("ringwall-", ".said");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    process.getOutputStream().close();
    if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError(command + " does not end");
    }
    String text = Files.readString(out).strip();
    Files.delete(out);
    return new Said(process.exitValue(), text);
  }

  @Override
  public void close() throws IOException {
    try {
      if (Files.exists(dockerSocket())) {
        Said all = attempt(List.of("docker", "-H", "unix://" + dockerSocket(), "ps", "-aq"));
        for (String id : all.text().lines().toList()) {
          attempt(List.of("docker", "-H", "unix://" + dockerSocket(), "rm", "-f", id));
        }
      }
      for (Process process : processes.reversed()) {
        process.destroy();
        if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
