package io.ringwall.bench.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * A host of its own, as far as its network goes, and namespaces whose traffic it sees: those of all
 * clients and of all servers, at ports of a bridge, or one of both, at a wire. They hold no
 * addresses, so that nobody answers but who sends frames there. All is gone when it is closed.
 */
final class BenchNetwork implements AutoCloseable {
  private static final String BRIDGE = "br0";
  private static final String INTERFACE = "eth0";
  private static final Path NAMESPACES = Path.of("/run/netns");

  private final String prefix = "rwb" + ProcessHandle.current().pid();
  private final Deque<List<String>> undo = new ArrayDeque<>();

  private final boolean bridged;

  private BenchNetwork(boolean bridged) {
    this.bridged = bridged;
  }

  /** One with a bridge, as container engines make them. */
  static BenchNetwork bridge() throws IOException, InterruptedException {
    return make(true);
  }

  /** One without, which lets half as much again pass: nothing is forwarded. */
  static BenchNetwork wire() throws IOException, InterruptedException {
    return make(false);
  }

  private static BenchNetwork make(boolean bridged) throws IOException, InterruptedException {
    var network = new BenchNetwork(bridged);
    try {
      network.namespace(network.host());
      if (bridged) {
        network.in(network.host(), "ip", "link", "add", BRIDGE, "type", "bridge");
        network.connect(network.clients());
        network.connect(network.servers());
        network.in(network.host(), "ip", "link", "set", "port-c", "master", BRIDGE);
        network.in(network.host(), "ip", "link", "set", "port-s", "master", BRIDGE);
      } else {
        network.connect(network.clients());
      }
      String watched = network.watched();
      network.in(network.host(), "ip", "address", "add", Ends.GATEWAY + "/16", "dev", watched);
      network.in(network.host(), "ip", "link", "set", watched, "up");
      return network;
    } catch (IOException | InterruptedException e) {
      network.close();
      throw e;
    }
  }

  private void namespace(String name) throws IOException, InterruptedException {
    run(List.of("ip", "netns", "add", name));
    undo.push(List.of("ip", "netns", "delete", name));
    in(name, "ip", "link", "set", "lo", "up");
    // Nobody looks for neighbours here.
    in(name, "sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1");
  }

  private void connect(String name) throws IOException, InterruptedException {
    namespace(name);
    String port = "port-" + name.charAt(name.length() - 1);
    List<String> pair = List.of("peer", "name", INTERFACE, "netns", name);
    List<String> command = new ArrayList<>(List.of("ip", "link", "add", port, "type", "veth"));
    command.addAll(pair);
    in(host(), command.toArray(String[]::new));
    in(host(), "ip", "link", "set", port, "up");
    in(name, "ip", "link", "set", INTERFACE, "up");
  }

  /** The interface that shows all packets, in the host's namespace. */
  String watched() {
    return bridged ? BRIDGE : "port-c";
  }

  /** The namespace of the host. */
  String host() {
    return prefix + "h";
  }

  /** What a command begins with that is to run on this host, on the first core alone. */
  List<String> onOneCore() {
    return List.of("ip", "netns", "exec", host(), "taskset", "-c", "0");
  }

  String clients() {
    return prefix + "c";
  }

  String servers() {
    return bridged ? prefix + "s" : clients();
  }

  static Path path(String namespace) {
    return NAMESPACES.resolve(namespace);
  }

  /** The address of the only interface in a namespace. */
  static byte[] hardwareAddress(String namespace) throws IOException, InterruptedException {
    String said =
        run(List.of("ip", "netns", "exec", namespace, "cat", "/sys/class/net/eth0/address"));
    return HexFormat.ofDelimiter(":").parseHex(said);
  }

  /** The number of the only interface in a namespace. */
  static int index(String namespace) throws IOException, InterruptedException {
    return Integer.parseInt(
        run(List.of("ip", "netns", "exec", namespace, "cat", "/sys/class/net/eth0/ifindex")));
  }

  /** Runs a program in a namespace, and returns what it said. */
  String in(String namespace, String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    all.addAll(List.of(command));
    return run(all);
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " said: " + said);
    }
    return said;
  }

  @Override
  public void close() throws IOException {
    try {
      while (!undo.isEmpty()) {
        run(undo.pop());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
