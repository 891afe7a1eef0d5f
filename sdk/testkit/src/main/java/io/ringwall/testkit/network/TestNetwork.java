package io.ringwall.testkit.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A bridge with network namespaces at its ports, as Docker makes them, in both families; this host
 * is their gateway, and translates addresses where it is asked to. All is gone when it is closed.
 *
 * <p>Needs root, iproute2, iptables and busybox: where something is missing the test is skipped
 * with the reason, or fails with {@code -Dringwall.require=all}.
 */
public final class TestNetwork implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  /** The number of this host on each network; members have those from 2 on. */
  public static final int HOST = 1;

  // The kernel remembers connections for minutes: the next network has other addresses.
  private final int number = (int) Math.floorMod(System.nanoTime() / 10_000_000, 50_000L);
  private final Deque<String> undo = new ArrayDeque<>();
  private final List<Process> processes = new ArrayList<>();

  private TestNetwork() {}

  /** A network with so many members. */
  public static TestNetwork of(int members) throws IOException, InterruptedException {
    String missing = missing();
    if (missing != null) {
      if (System.getProperty("ringwall.require", "").equals("all")) {
        Assertions.fail(missing);
      }
      Assumptions.abort(missing);
    }
    var network = new TestNetwork();
    try {
      network.make(members);
      return network;
    } catch (IOException e) {
      network.close();
      throw e;
    }
  }

  private static @Nullable String missing() {
    if (!Files.isWritable(Path.of("/proc/sys/net/ipv4/ip_forward"))) {
      return "network namespaces need root";
    }
    for (String program : List.of("/usr/sbin/ip", "/usr/sbin/iptables", "/usr/bin/busybox")) {
      if (!Files.isExecutable(Path.of(program))) {
        return "no " + program + ": install iproute2, iptables and busybox-static";
      }
    }
    return null;
  }

  private void make(int members) throws IOException, InterruptedException {
    String forwarding = Files.readString(Path.of("/proc/sys/net/ipv4/ip_forward")).strip();
    done("sysctl -qw net.ipv4.ip_forward=1", "sysctl -qw net.ipv4.ip_forward=" + forwarding);
    done("ip link add " + bridge() + " type bridge", "ip link delete " + bridge());
    run("ip address add " + address(HOST) + "/24 dev " + bridge());
    run("ip address add " + address6(HOST) + "/64 dev " + bridge() + " nodad");
    run("ip link set " + bridge() + " up");
    for (int member = HOST + 1; member <= HOST + members; member++) {
      String namespace = namespace(member);
      String port = bridge() + "p" + member;
      done("ip netns add " + namespace, "ip netns delete " + namespace);
      run("ip link add " + port + " type veth peer name eth0 netns " + namespace);
      run("ip link set " + port + " master " + bridge() + " up");
      String inside = "ip -n " + namespace + " ";
      run(inside + "address add " + address(member) + "/24 dev eth0");
      run(inside + "address add " + address6(member) + "/64 dev eth0 nodad");
      run(inside + "link set lo up");
      run(inside + "link set eth0 up");
      run(inside + "route add default via " + address(HOST));
      run(inside + "-6 route add default via " + address6(HOST));
    }
    for (String program : List.of("iptables", "ip6tables")) {
      rule(program, "FORWARD -i " + bridge() + " -j ACCEPT");
      rule(program, "FORWARD -o " + bridge() + " -j ACCEPT");
      // A rule that asks for it has the kernel track connections.
      rule(program, "FORWARD -i " + bridge() + " -m conntrack --ctstate INVALID -j DROP");
    }
  }

  /** Has members of this network reach another's port by this address, which nobody has. */
  public void translate(String service, int port, TestNetwork other, int member, int memberPort)
      throws IOException, InterruptedException {
    boolean old = service.contains(".");
    String to = old ? other.address(member) : "[" + other.address6(member) + "]";
    rule(
        (old ? "iptables" : "ip6tables") + " -t nat",
        "PREROUTING -i %s -d %s -p tcp --dport %d -j DNAT --to-destination %s:%d"
            .formatted(bridge(), service, port, to, memberPort));
  }

  /** Has members of this network appear under this host's address outside of it. */
  public void masquerade() throws IOException, InterruptedException {
    rule(
        "iptables -t nat",
        "POSTROUTING -s %s/24 ! -o %s -j MASQUERADE".formatted(address(0), bridge()));
  }

  private void rule(String program, String rule) throws IOException, InterruptedException {
    done(program + " -w -I " + rule, program + " -w -D " + rule);
  }

  /** The bridge's name. */
  public String bridge() {
    return "rt" + number;
  }

  /** The name of a member's network namespace, as of ip-netns(8). */
  public String namespace(int member) {
    return bridge() + "-" + member;
  }

  /** The IPv4 address of this host (1) or of a member, in a network of 24 bits. */
  public String address(int member) {
    return "10.%d.%d.%d".formatted(32 + number / 250, number % 250, member);
  }

  /** The IPv6 address of this host (1) or of a member, in a network of 64 bits. */
  public String address6(int member) {
    return "fd00:214:%x::%d".formatted(number, member);
  }

  /** An address that nobody has, of those set aside for measurements (RFC 2544). */
  public String service() {
    return "198.19.%d.%d".formatted(number / 250, number % 250);
  }

  /** Likewise of IPv6. */
  public String service6() {
    return "fd00:96:%x::7".formatted(number);
  }

  /** Starts a program in the namespace of this member; it is ended with the network. */
  public Process in(int member, String... command) throws IOException {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace(member)));
    all.addAll(List.of(command));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    processes.add(process);
    return process;
  }

  /** Serves the files of a folder by HTTP in the namespace of this member, once it listens. */
  public Process serve(int member, int port, Path folder) throws IOException, InterruptedException {
    Process server =
        in(member, "busybox", "httpd", "-f", "-p", Integer.toString(port), "-h", folder.toString());
    String listening = ":%04X ".formatted(port);
    for (int i = 0; i < PATIENCE_SECONDS * 50; i++) {
      if (said(in(member, "cat", "/proc/net/tcp", "/proc/net/tcp6")).contains(listening)) {
        return server;
      }
      Thread.sleep(20);
    }
    throw new IOException("the server at port " + port + " does not listen");
  }

  /** All that a program wrote, once it has ended. */
  public static String said(Process process) throws IOException, InterruptedException {
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  private void done(String command, String undone) throws IOException, InterruptedException {
    run(command);
    undo.push(undone);
  }

  private static void run(String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of(command.split(" "))).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(command + " said: " + said);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      processes.forEach(Process::destroy);
      for (Process process : processes) {
        process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
      while (!undo.isEmpty()) {
        run(undo.pop());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
