package io.ringwall.engine.learn;

import static io.ringwall.engine.identity.Estate.at;

import io.ringwall.engine.identity.Estate;
import io.ringwall.sdk.event.ConnectionState;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.FlowBuilder;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.Traffic;
import io.ringwall.sdk.event.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * An application drawn at random, and what a source would tell of it: classes with replicas, some
 * of whose addresses pass to another class within a second, edges of every kind, and things that
 * must teach nothing.
 */
final class DrawnApplication {
  private static final double LENGTH = 600;

  private final Random random;
  private final Estate estate = new Estate();
  private final List<Replica> replicas = new ArrayList<>();
  private final List<Event> normal = new ArrayList<>();
  private final Set<String> edges = new TreeSet<>();
  private int clientPort = 20_000;

  DrawnApplication(long seed) {
    this.random = new Random(seed);
    drawReplicas();
    drawEdges();
    drawNoise();
  }

  /** A container with one address, which it holds from then until then. */
  record Replica(Workload workload, String service, String address, double from, double until) {}

  private void drawReplicas() {
    int services = 3 + random.nextInt(5);
    int address = 10;
    for (int i = 0; i < services; i++) {
      String service = "s" + i;
      for (int n = random.nextInt(3); n >= 0; n--) {
        start(service, "172.18.0." + address++, -10, LENGTH + 100);
      }
      if (random.nextInt(3) == 0) {
        double handedOver = 100 + random.nextInt(300);
        String shared = "172.18.0." + address++;
        start(service, shared, -10, handedOver);
        start("s" + random.nextInt(services), shared, handedOver + 0.4, LENGTH + 100);
      }
    }
    start("scanner", "172.18.0.250", -10, LENGTH + 100);
  }

  private void start(String service, String address, double from, double until) {
    Workload workload = Estate.workload(service + "-" + address + "-" + from, service, address);
    replicas.add(new Replica(workload, service, address, from, until));
    normal.add(estate.container(ContainerAction.START, workload, at(from)));
    if (until < LENGTH) {
      normal.add(estate.container(ContainerAction.DIE, workload, at(until)));
    }
  }

  private void drawEdges() {
    List<String> services =
        replicas.stream()
            .map(Replica::service)
            .filter(service -> !service.equals("scanner"))
            .distinct()
            .toList();
    for (int i = 3 + random.nextInt(10); i > 0; i--) {
      String from = services.get(random.nextInt(services.size()));
      String to = services.get(random.nextInt(services.size()));
      int port = 1000 + random.nextInt(20);
      switch (random.nextInt(6)) {
        case 0 -> outbound(from, port);
        case 1 -> named(from, port);
        case 2 -> inbound(to, port);
        case 3 -> syslog(from, to, port);
        default -> between(from, to, port);
      }
    }
  }

  private void between(String from, String to, int port) {
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      double time = time();
      Replica client = alive(from, time);
      Replica server = alive(to, time);
      if (client.address().equals(server.address())) {
        continue;
      }
      talks(client.address(), server.address(), port, time, Protocol.TCP);
      edges.add("shop/" + from + " → shop/" + to + " " + port + "/tcp");
    }
  }

  private void outbound(String from, int port) {
    String address = "198.51.100." + (1 + random.nextInt(200));
    double time = time();
    talks(alive(from, time).address(), address, port, time, Protocol.TCP);
    edges.add("shop/" + from + " → " + address + " " + port + "/tcp");
  }

  private void named(String from, int port) {
    String name = "n" + random.nextInt(5) + ".example";
    String address = "203.0.113." + (1 + random.nextInt(200));
    double time = time();
    String client = alive(from, time).address();
    normal.add(
        estate.dns(
            client,
            name,
            at(time - 0.02),
            name + " CNAME cdn.example",
            "cdn.example A " + address));
    talks(client, address, port, time, Protocol.TCP);
    edges.add("shop/" + from + " → " + name + " " + port + "/tcp");
  }

  private void inbound(String to, int port) {
    double time = time();
    talks(
        "192.0.2." + (1 + random.nextInt(200)),
        alive(to, time).address(),
        port,
        time,
        Protocol.TCP);
    edges.add("outside → shop/" + to + " " + port + "/tcp");
  }

  private void syslog(String from, String to, int port) {
    double time = time();
    Replica client = alive(from, time);
    Replica server = alive(to, time);
    if (client.address().equals(server.address())) {
      return;
    }
    FlowBuilder first = flow(client.address(), server.address(), port, time, Protocol.UDP);
    normal.add(first.build());
    normal.add(
        again(client.address(), server.address(), port, time, 5, Protocol.UDP)
            .phase(FlowPhase.UPDATE)
            .state(ConnectionState.S0)
            .traffic(new Traffic(300, 3 + random.nextInt(5), 0, 0, 0))
            .build());
    clientPort++;
    edges.add("shop/" + from + " → shop/" + to + " " + port + "/udp");
  }

  /** Not where an address is being handed over: what is guessed there does not teach. */
  private double time() {
    double time = 0;
    boolean clear = false;
    while (!clear) {
      double drawn = 1 + random.nextDouble() * (LENGTH - 100);
      time = drawn;
      clear =
          replicas.stream()
              .noneMatch(replica -> drawn > replica.until() - 1 && drawn < replica.until() + 1);
    }
    return time;
  }

  private Replica alive(String service, double time) {
    List<Replica> alive =
        replicas.stream()
            .filter(replica -> replica.service().equals(service))
            .filter(replica -> replica.from() < time && time < replica.until())
            .toList();
    return alive.get(random.nextInt(alive.size()));
  }

  private FlowBuilder flow(String from, String to, int port, double time, Protocol protocol) {
    return estate
        .flow("pcap", "e1", from + ":" + clientPort, to + ":" + port, at(time), protocol)
        .start(at(time));
  }

  private FlowBuilder again(
      String from, String to, int port, double time, double later, Protocol protocol) {
    return estate
        .flow("pcap", "e1", from + ":" + clientPort, to + ":" + port, at(time + later), protocol)
        .start(at(time));
  }

  /** A flow may outlive its containers: it ends up to 200 seconds later. */
  private void talks(String from, String to, int port, double time, Protocol protocol) {
    normal.add(flow(from, to, port, time, protocol).build());
    normal.add(
        again(from, to, port, time, 0.01, protocol)
            .phase(FlowPhase.ESTABLISHED)
            .state(ConnectionState.S1)
            .build());
    if (random.nextBoolean()) {
      normal.add(
          again(from, to, port, time, 0.02, protocol)
              .phase(FlowPhase.UPDATE)
              .answered(true)
              .state(ConnectionState.S1)
              .build());
    }
    normal.add(
        again(from, to, port, time, 0.1 + random.nextInt(200), protocol)
            .phase(FlowPhase.CLOSE)
            .answered(true)
            .state(ConnectionState.SF)
            .traffic(new Traffic(10, 4, 10, 4, 0))
            .build());
    clientPort++;
  }

  private void drawNoise() {
    for (int i = random.nextInt(10); i > 0; i--) {
      double time = time();
      refused(any(time), any(time), 5000 + random.nextInt(50), time);
    }
    for (int i = random.nextInt(10); i > 0; i--) {
      double time = time();
      answerWithoutQuestion(any(time), any(time), 6000 + random.nextInt(50), time);
    }
    double scan = LENGTH - 90;
    String target = any(scan);
    for (int i = 0; i < 30; i++) {
      if (i % 10 == 7) {
        talks("172.18.0.250", target, 7000 + i, scan + i * 0.3, Protocol.TCP);
      } else {
        refused("172.18.0.250", target, 7000 + i, scan + i * 0.3);
      }
    }
  }

  private String any(double time) {
    List<Replica> alive =
        replicas.stream()
            .filter(replica -> replica.from() < time && time < replica.until())
            .toList();
    return alive.get(random.nextInt(alive.size())).address();
  }

  private void refused(String from, String to, int port, double time) {
    normal.add(flow(from, to, port, time, Protocol.TCP).build());
    if (random.nextBoolean()) {
      normal.add(
          again(from, to, port, time, 0.001, Protocol.TCP)
              .phase(FlowPhase.CLOSE)
              .answered(true)
              .state(ConnectionState.REJ)
              .traffic(new Traffic(0, 1, 0, 1, 0))
              .build());
    }
    clientPort++;
  }

  private void answerWithoutQuestion(String from, String to, int port, double time) {
    normal.add(
        flow(from, to, port, time, Protocol.UDP)
            .answered(true)
            .state(ConnectionState.SHR)
            .traffic(new Traffic(0, 0, 50, 1, 0))
            .build());
    clientPort++;
  }

  /** One connection that the application never made: between these two, on a port of its own. */
  List<Event> foreign(Replica from, Replica to, double time) {
    int before = normal.size();
    talks(from.address(), to.address(), 9999, time, Protocol.TCP);
    List<Event> drawn = normal.subList(before, normal.size());
    List<Event> foreign = List.copyOf(drawn);
    drawn.clear();
    return foreign;
  }

  /** What happens while it is learned. */
  List<Event> normal() {
    return normal;
  }

  /** The edges that were drawn, and nothing else should be learned. */
  Set<String> edges() {
    return edges;
  }

  /** Containers that run at the end. */
  List<Replica> running() {
    return replicas.stream().filter(replica -> replica.until() > LENGTH).toList();
  }
}
