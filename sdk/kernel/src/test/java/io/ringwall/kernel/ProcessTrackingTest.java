package io.ringwall.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Follows real processes and sockets by programs in the real kernel. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "it asks Linux's kernel")
final class ProcessTrackingTest {
  private static final int ROOM = 1 << 22;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static ProcessTracking opened(int bytes) {
    try {
      return ProcessTracking.open(bytes);
    } catch (KernelException e) {
      return System.getProperty("ringwall.require", "").equals("all")
          ? fail(e)
          : abort(e.getMessage());
    }
  }

  private record Start(SeenProcess process, Instant time) {}

  private record Connection(
      long socket, SeenProcess process, boolean ofThisNetwork, InetAddress to, int port) {}

  private record Acceptance(
      long socket, List<String> groups, InetAddress from, int fromPort, InetAddress to, int port) {
    InetSocketAddress client() {
      return new InetSocketAddress(from, fromPort);
    }
  }

  private record Move(
      long socket, ProcessListener.Change change, InetAddress from, int port, long received) {}

  /** What was told by now. */
  private static final class Heard implements ProcessListener {
    private final ProcessTracking tracking;
    private final List<Start> starts = new ArrayList<>();
    private final Map<Integer, Integer> ends = new ConcurrentHashMap<>();
    private final List<Connection> connections = new ArrayList<>();
    private final List<Acceptance> acceptances = new ArrayList<>();
    private final List<Move> moves = new ArrayList<>();

    Heard(ProcessTracking tracking) {
      this.tracking = tracking;
    }

    @Override
    public void started(SeenProcess process, Instant time) {
      starts.add(new Start(process, time));
    }

    @Override
    public void ended(int hostPid, int status, Instant time) {
      ends.put(hostPid, status);
    }

    @Override
    public void connects(
        long socket,
        SeenProcess process,
        boolean ofThisNetwork,
        InetAddress to,
        int port,
        Instant time) {
      connections.add(new Connection(socket, process, ofThisNetwork, to, port));
    }

    @Override
    public void accepted(
        long socket,
        List<String> groups,
        InetAddress from,
        int fromPort,
        InetAddress to,
        int port,
        Instant time) {
      acceptances.add(new Acceptance(socket, groups, from, fromPort, to, port));
    }

    @Override
    public void changed(
        long socket, Change change, InetAddress from, int port, long received, Instant time) {
      moves.add(new Move(socket, change, from, port, received));
    }

    private <T> T await(List<T> told, Predicate<T> which) throws KernelException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      for (int from = 0; System.nanoTime() < end; ) {
        for (; from < told.size(); from++) {
          if (which.test(told.get(from))) {
            return told.get(from);
          }
        }
        tracking.read(Duration.ofMillis(100), 1_000, this);
      }
      throw new AssertionError("not told within 20 s; told were " + told);
    }

    Start start(long pid, String name) throws KernelException {
      return await(
          starts, one -> one.process().hostPid() == pid && one.process().name().equals(name));
    }

    int end(long pid) throws KernelException {
      long patience = System.nanoTime() + PATIENCE.toNanos();
      while (!ends.containsKey((int) pid) && System.nanoTime() < patience) {
        tracking.read(Duration.ofMillis(100), 1_000, this);
      }
      return ends.getOrDefault((int) pid, -1);
    }

    Move move(long socket, ProcessListener.Change change) throws KernelException {
      return await(moves, one -> one.socket() == socket && one.change() == change);
    }
  }

  private static Process run(String... command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void tellsOfProgramsThatAreStartedAndEnd() throws Exception {
    try (ProcessTracking tracking = opened(ROOM)) {
      var heard = new Heard(tracking);
      Instant before = Instant.now();
      Process shell = run("/bin/sh", "-c", "exit 7", "a b", "");
      Start start = heard.start(shell.pid(), "sh");
      SeenProcess seen = start.process();
      assertEquals(List.of("/bin/sh", "-c", "exit 7", "a b"), seen.words());
      assertEquals("/bin/sh", seen.file());
      assertFalse(seen.cut());
      assertEquals(ProcessHandle.current().pid(), seen.parentPid());
      assertEquals(0, seen.uid());
      assertTrue(
          Duration.between(before, start.time()).abs().compareTo(PATIENCE) < 0,
          "the kernel's time is the host's: " + start.time());
      assertFalse(seen.startedAt().isAfter(start.time()));
      assertEquals(7 << 8, heard.end(shell.pid()));

      Process killed = run("sleep", "60");
      heard.start(killed.pid(), "sleep");
      killed.destroyForcibly();
      assertEquals(9, heard.end(killed.pid()));
      assertEquals(0, tracking.lost());
    }
  }

  @Test
  void losesNoShortLife() throws Exception {
    int lives = 300;
    try (ProcessTracking tracking = opened(ROOM)) {
      var heard = new Heard(tracking);
      Process shell =
          run(
              "/bin/sh",
              "-c",
              "i=0; while [ $i -lt " + lives + " ]; do /bin/true $i; i=$((i+1)); done");
      heard.end(shell.pid());
      List<String> told =
          heard.starts.stream()
              .filter(one -> one.process().parentPid() == shell.pid())
              .map(one -> one.process().words().getLast())
              .toList();
      List<String> started = new ArrayList<>();
      for (int i = 0; i < lives; i++) {
        started.add(Integer.toString(i));
      }
      assertEquals(started, told);
    }
  }

  @Test
  void cutsLongCommandLinesAndSaysSo() throws Exception {
    try (ProcessTracking tracking = opened(ROOM)) {
      var heard = new Heard(tracking);
      Process process = run("/bin/true", "x".repeat(2_000), "y".repeat(2_000), "z");
      SeenProcess seen = heard.start(process.pid(), "true").process();
      assertTrue(seen.cut());
      assertEquals(3, seen.words().size());
      assertEquals("x".repeat(2_000), seen.words().get(1));
      assertEquals(3_000, String.join(" ", seen.words()).length());
    }
  }

  /** Where the second version of control groups is mounted. */
  private static Path groups() throws IOException {
    return Path.of(
        Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
            .filter(line -> line.contains(" - cgroup2 "))
            .map(line -> line.split(" ", -1)[4])
            .findFirst()
            .orElseThrow());
  }

  @Test
  void namesTheGroupsAroundAProcess() throws Exception {
    Path outer = groups().resolve("ringwall-test-" + ProcessHandle.current().pid());
    Path inner = Files.createDirectories(outer.resolve("inner"));
    try (ProcessTracking tracking = opened(ROOM)) {
      var heard = new Heard(tracking);
      Process process =
          run("/bin/sh", "-c", "echo $$ > " + inner + "/cgroup.procs; exec /bin/true");
      SeenProcess seen = heard.start(process.pid(), "true").process();
      assertEquals(List.of("inner", outer.getFileName().toString()), seen.groups().subList(0, 2));
      process.waitFor();
    } finally {
      Files.delete(inner);
      Files.delete(outer);
    }
  }

  @Test
  void tellsWhoConnectsWhereAndWhatBecomesOfIt() throws Exception {
    try (ProcessTracking tracking = opened(ROOM);
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var heard = new Heard(tracking);
      int port = server.getLocalPort();
      Process client =
          run("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/" + port + "; read -r line <&3");
      Connection connection = heard.await(heard.connections, one -> one.port() == port);
      assertEquals(client.pid(), connection.process().hostPid());
      assertEquals("bash", connection.process().name());
      assertEquals(server.getInetAddress(), connection.to());
      Move connected = heard.move(connection.socket(), ProcessListener.Change.CONNECTED);
      try (Socket accepted = server.accept()) {
        assertEquals(
            new InetSocketAddress(connected.from(), connected.port()),
            accepted.getRemoteSocketAddress());
        accepted.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
      }
      Move closed = heard.move(connection.socket(), ProcessListener.Change.CLOSED);
      assertTrue(closed.received() >= 6, "bytes: " + closed.received());
    }
  }

  @Test
  void tellsWhichContainerThatSharesTheNetworkAConnectionWasMadeTo() throws Exception {
    String id = "%064x".formatted(ProcessHandle.current().pid());
    Path group = Files.createDirectory(groups().resolve(id));
    // Below those that the kernel gives to clients.
    int port = 20_000 + Math.floorMod(ProcessHandle.current().pid(), 10_000);
    try (ProcessTracking tracking = opened(ROOM)) {
      var heard = new Heard(tracking);
      String listen = "exec busybox nc -l -p " + port;
      Process server = run("sh", "-c", "echo $$ > " + group + "/cgroup.procs; " + listen);
      try (Socket client = connected(port)) {
        Acceptance accepted = heard.await(heard.acceptances, one -> one.port() == port);
        assertEquals(id, accepted.groups().getFirst());
        assertEquals(client.getLocalSocketAddress(), accepted.client());
        Connection connection = heard.await(heard.connections, one -> one.port() == port);
        assertTrue(connection.ofThisNetwork());
        server.destroyForcibly().waitFor();
        heard.move(accepted.socket(), ProcessListener.Change.CLOSED);
      }
      try (ServerSocket own = new ServerSocket(0);
          Socket client = new Socket(InetAddress.getLoopbackAddress(), own.getLocalPort())) {
        heard.await(heard.connections, one -> one.port() == client.getPort());
        assertEquals(1, heard.acceptances.size(), "of no container");
      }
    } finally {
      Files.delete(group);
    }
  }

  private static Socket connected(int port) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return new Socket(InetAddress.getLoopbackAddress(), port);
      } catch (IOException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        Thread.sleep(20);
      }
    }
  }

  @Test
  void knowsTheProcessThatOnlyForked() throws Exception {
    try (ProcessTracking tracking = opened(ROOM)) {
      var heard = new Heard(tracking);
      Process shell = run("bash", "-c", "(exec 3<>/dev/tcp/127.0.0.1/1) ; true");
      Connection connection =
          heard.await(heard.connections, one -> one.process().parentPid() == shell.pid());
      assertNotEquals(shell.pid(), connection.process().hostPid());
      assertEquals("bash", connection.process().words().getFirst());
      Move failed = heard.move(connection.socket(), ProcessListener.Change.FAILED);
      assertTrue(failed.port() > 0, "the port it came from is known");
    }
  }

  @Test
  void countsWhatTheRingHadNoRoomFor() throws Exception {
    try (ProcessTracking tracking = opened(1)) {
      Process shell =
          run("/bin/sh", "-c", "i=0; while [ $i -lt 200 ]; do /bin/true; i=$((i+1)); done");
      shell.waitFor();
      long lost = tracking.lost();
      assertTrue(lost > 0, "64 KiB do not hold 200 starts");
      var heard = new Heard(tracking);
      tracking.read(Duration.ZERO, 10_000, heard);
      Process last = run("/bin/true");
      heard.start(last.pid(), "true");
    }
  }

  @Test
  void refusesAfterItsEndToSayAnything() throws Exception {
    ProcessTracking tracking = opened(ROOM);
    tracking.close();
    tracking.close();
    assertTrue(tracking.closed());
    assertEquals(0, tracking.read(Duration.ofMillis(10), 10, new Heard(tracking)));
  }
}
