package io.ringwall.plugin.pcap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A bridge with network namespaces at its ports, as Docker makes them; this host has an address on
 * it, too. Gone when it is closed.
 */
final class BridgedNetwork implements AutoCloseable {
  private static final AtomicInteger NETWORKS = new AtomicInteger();

  private final int number = NETWORKS.incrementAndGet();
  private final long process = ProcessHandle.current().pid() % 10_000;
  private final List<String> namespaces = new ArrayList<>();

  private BridgedNetwork() {}

  /** A network with so many namespaces, or the reason why this test cannot be made here. */
  static BridgedNetwork of(int members) throws IOException, InterruptedException {
    String missing = missing();
    if (missing != null) {
      if (System.getProperty("ringwall.require", "").equals("all")) {
        Assertions.fail(missing);
      }
      Assumptions.abort(missing);
    }
    BridgedNetwork network = new BridgedNetwork();
    network.make(members);
    return network;
  }

  private static @Nullable String missing() {
    if (!Files.isWritable(Path.of("/proc/sys/net/ipv4/ip_forward"))) {
      return "network namespaces need root";
    }
    return Files.isExecutable(Path.of("/usr/sbin/ip")) ? null : "no /usr/sbin/ip: install iproute2";
  }

  private void make(int members) throws IOException, InterruptedException {
    run("ip", "link", "add", bridge(), "type", "bridge");
    run("ip", "address", "add", address(1) + "/24", "dev", bridge());
    run("ip", "link", "set", bridge(), "up");
    for (int member = 2; member < members + 2; member++) {
      String namespace = bridge() + "-" + member;
      String port = bridge() + "p" + member;
      run("ip", "netns", "add", namespace);
      namespaces.add(namespace);
      run("ip", "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", namespace);
      run("ip", "link", "set", port, "master", bridge(), "up");
      run("ip", "-n", namespace, "address", "add", address(member) + "/24", "dev", "eth0");
      run("ip", "-n", namespace, "link", "set", "eth0", "up");
    }
  }

  /** The bridge's name. */
  String bridge() {
    return "rw" + process + "n" + number;
  }

  /** This host's address is 1, the namespaces' from 2 on. */
  String address(int member) {
    return "10.214." + number + "." + member;
  }

  /** Starts a program in the namespace of this member. */
  Process in(int member, String... command) throws IOException {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", bridge() + "-" + member));
    all.addAll(List.of(command));
    return new ProcessBuilder(all).redirectErrorStream(true).start();
  }

  static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(String.join(" ", command) + " said: " + said);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      run("ip", "link", "delete", bridge());
      for (String namespace : namespaces) {
        run("ip", "netns", "delete", namespace);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
