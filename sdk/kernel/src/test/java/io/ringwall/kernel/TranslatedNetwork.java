package io.ringwall.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A bridge with a client and a server at it, each in a network namespace of its own, of both
 * families; this host, the gateway, translates addresses of services. Gone when it is closed, with
 * its rules.
 */
final class TranslatedNetwork implements AutoCloseable {
  private static final AtomicInteger NETWORKS = new AtomicInteger();
  private static final int HOST = 1;
  static final int CLIENT = 2;
  static final int SERVER = 3;

  // The kernel remembers connections of an earlier run for minutes: the next has other addresses.
  private final int number =
      (int) ((ProcessHandle.current().pid() * 16 + NETWORKS.incrementAndGet()) % 50_000);
  private final String bridge = "rk" + number;
  private final Deque<String[]> undo = new ArrayDeque<>();

  private TranslatedNetwork() {}

  /** A network, or the reason why this test cannot be made here. */
  static TranslatedNetwork make() throws IOException, InterruptedException {
    String missing = missing();
    if (missing != null) {
      if (System.getProperty("ringwall.require", "").equals("all")) {
        Assertions.fail(missing);
      }
      Assumptions.abort(missing);
    }
    var network = new TranslatedNetwork();
    try {
      network.build();
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

  private void build() throws IOException, InterruptedException {
    done("ip link add " + bridge + " type bridge", "ip link delete " + bridge);
    run("ip address add " + address(HOST) + "/24 dev " + bridge);
    run("ip address add " + address6(HOST) + "/64 dev " + bridge + " nodad");
    run("ip link set " + bridge + " up");
    for (int member = CLIENT; member <= SERVER; member++) {
      String namespace = bridge + "-" + member;
      String port = bridge + "p" + member;
      done("ip netns add " + namespace, "ip netns delete " + namespace);
      run("ip link add " + port + " type veth peer name eth0 netns " + namespace);
      run("ip link set " + port + " master " + bridge + " up");
      String inside = "ip -n " + namespace + " ";
      run(inside + "address add " + address(member) + "/24 dev eth0");
      run(inside + "address add " + address6(member) + "/64 dev eth0 nodad");
      run(inside + "link set lo up");
      run(inside + "link set eth0 up");
      run(inside + "route add default via " + address(HOST));
      run(inside + "-6 route add default via " + address6(HOST));
    }
    allow("iptables");
    allow("ip6tables");
  }

  /** Whatever else this host filters, this network may use it. */
  private void allow(String program) throws IOException, InterruptedException {
    String rule = "FORWARD -i " + bridge + " -o " + bridge + " -j ACCEPT";
    done(program + " -w -I " + rule, program + " -w -D " + rule);
  }

  /** Has the client reach the server's port by this address, which nobody has. */
  void translate(String service, int port, int serverPort)
      throws IOException, InterruptedException {
    boolean old = service.contains(".");
    String rule =
        "PREROUTING -i %s -d %s -p tcp --dport %d -j DNAT --to-destination %s:%d"
            .formatted(
                bridge,
                service,
                port,
                old ? address(SERVER) : "[" + address6(SERVER) + "]",
                serverPort);
    String program = old ? "iptables" : "ip6tables";
    done(program + " -w -t nat -A " + rule, program + " -w -t nat -D " + rule);
  }

  String address(int member) {
    return "10.%d.%d.%d".formatted(32 + number / 250 % 200, number % 250, member);
  }

  String address6(int member) {
    return "fd00:215:%x::%d".formatted(number, member);
  }

  /** An address that nobody has. */
  String service() {
    return "198.18.%d.%d".formatted(number / 250 % 200, number % 250);
  }

  /** An address that nobody has. */
  String service6() {
    return "fd00:96:%x::7".formatted(number);
  }

  /** Starts a program in the namespace of this member. */
  Process in(int member, String command) throws IOException {
    return process("ip netns exec " + bridge + "-" + member + " " + command);
  }

  private void done(String command, String undone) throws IOException, InterruptedException {
    run(command);
    undo.push(undone.split(" "));
  }

  private static Process process(String command) throws IOException {
    return new ProcessBuilder(new ArrayList<>(List.of(command.split(" "))))
        .redirectErrorStream(true)
        .start();
  }

  private static void run(String command) throws IOException, InterruptedException {
    Process process = process(command);
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(command + " said: " + said);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      while (!undo.isEmpty()) {
        run(String.join(" ", undo.pop()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
