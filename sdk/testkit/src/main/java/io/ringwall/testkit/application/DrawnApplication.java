package io.ringwall.testkit.application;

import io.ringwall.sdk.event.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An application drawn from a seed: services in one or two namespaces with replicas, some of whose
 * addresses pass to another service within a second, and edges of every kind. Its normal traffic
 * has in it what must teach nothing: refused and unanswered attempts, answers whose question was
 * not seen, link-layer chatter, and one replica that scans another. Later traffic has the same
 * edges again, a replica that was not there before, and connections that the application never
 * made.
 *
 * <pre>{@code
 * DrawnApplication drawn = new DrawnApplication(seed);
 * drawn.write(folder);   // learn.pcap, alert.pcap, inventory.json
 * }</pre>
 */
public final class DrawnApplication {
  /** Name of the host that the edges of {@link #edges} call so. */
  public static final String HOST = "h1";

  private static final Instant BEGIN = Instant.parse("2026-03-01T09:00:00Z");
  private static final Duration LEARNED = Duration.ofMinutes(10);
  private static final Instant ALERT = BEGIN.plusSeconds(1000);
  private static final Instant SCAN = BEGIN.plusSeconds(450);
  private static final Duration SCAN_IS_FELT = Duration.ofMinutes(2);
  private static final IpAddress GATEWAY = IpAddress.parse("172.18.0.1");
  private static final IpAddress GATEWAY6 = IpAddress.parse("fd00:18::1");
  private static final Station RESOLVER = outside("192.0.2.53");
  private static final List<String> NAMES =
      List.of("web", "cart", "ledger", "mailer", "search", "stock", "auth", "report", "hook");

  private final long seed;
  private final Random random;
  private final List<Replica> replicas = new ArrayList<>();
  private final List<Planned> plan = new ArrayList<>();
  private final Set<DrawnEdge> edges = new TreeSet<>();
  private final Set<ForeignConnection> foreign = new TreeSet<>();
  private final Trace learn = new Trace();
  private final Trace alert = new Trace();
  private Trace trace = learn;
  private @Nullable Replica scanner;
  private int nextAddress = 10;
  private int nextPort = 30_000;
  private int nextName;

  /** Draws the application of this seed. */
  public DrawnApplication(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
    drawReplicas();
    drawEdges();
    plan.forEach(Planned::normal);
    drawNoise();
    drawScan();
    trace = alert;
    plan.forEach(Planned::later);
    drawForeign();
  }

  /** An edge's traffic: drawn once, then sent while learning and once more later. */
  private final class Planned {
    private static final int TRIES = 50;

    private final DrawnEdge edge;
    private final Spoken spoken;
    private final int times;
    private boolean learned;

    Planned(DrawnEdge edge, Spoken spoken, int times) {
      this.edge = edge;
      this.spoken = spoken;
      this.times = times;
    }

    /** Once while no scan is felt, so that it is learned whoever scans, and then at any time. */
    void normal() {
      for (int i = 0; i < TRIES && !learned; i++) {
        learned = spoken.at(quiet());
      }
      if (learned) {
        edges.add(edge);
        for (int i = 1; i < times; i++) {
          spoken.at(any());
        }
      }
    }

    void later() {
      if (learned) {
        spoken.at(ALERT.plusMillis(random.nextInt(200_000)));
      }
    }
  }

  private interface Spoken {
    /** Sends it at that time, unless nobody is there to speak. */
    boolean at(Instant time);
  }

  private static Station outside(String address) {
    return new Station(IpAddress.parse(address), Station.macOf(GATEWAY));
  }

  private static Station host() {
    return new Station(GATEWAY, Station.macOf(GATEWAY));
  }

  private void drawReplicas() {
    int services = 3 + random.nextInt(5);
    for (int i = 0; i < services; i++) {
      String namespace = random.nextInt(6) == 0 ? null : random.nextInt(4) == 0 ? "back" : "shop";
      String service = NAMES.get(i);
      for (int n = random.nextInt(3); n >= 0; n--) {
        start(namespace, service, address(), BEGIN.minusSeconds(60), null);
      }
    }
    for (Replica one : List.copyOf(replicas)) {
      if (random.nextInt(4) == 0) {
        Replica other = replicas.get(random.nextInt(services));
        Instant over = BEGIN.plusSeconds(200 + random.nextInt(200));
        IpAddress shared = address();
        start(one.namespace(), one.service(), shared, BEGIN.minusSeconds(60), over);
        start(other.namespace(), other.service(), shared, over.plusMillis(400), null);
      }
    }
    Replica grown = replicas.get(random.nextInt(replicas.size()));
    start(grown.namespace(), grown.service(), address(), ALERT.minusSeconds(20), null);
  }

  private IpAddress address() {
    return IpAddress.parse("172.18.0." + nextAddress++);
  }

  private void start(
      @Nullable String namespace,
      String service,
      IpAddress ipv4,
      Instant started,
      @Nullable Instant finished) {
    int number = replicas.size();
    String id = String.format(java.util.Locale.ROOT, "%016x%048x", random.nextLong(), number);
    IpAddress ipv6 =
        random.nextInt(3) == 0
            ? IpAddress.parse("fd00:18::" + Integer.toHexString(0x100 + number))
            : null;
    replicas.add(
        new Replica(
            id,
            "eager_" + Integer.toHexString(random.nextInt(1 << 16)) + "_" + number,
            namespace,
            service,
            "1." + random.nextInt(3),
            ipv4,
            ipv6,
            started,
            finished));
  }

  private void drawEdges() {
    for (int i = 6 + random.nextInt(12); i > 0; i--) {
      Replica from = replicas.get(random.nextInt(replicas.size()));
      Replica to = replicas.get(random.nextInt(replicas.size()));
      int port = 1000 + random.nextInt(4000);
      switch (random.nextInt(11)) {
        case 0 -> outbound(from, port);
        case 1 -> named(from, 443, Shown.SNI);
        case 2 -> named(from, 80, Shown.HOST);
        case 3 -> named(from, port, Shown.NOTHING);
        case 4 -> inbound(to, port);
        case 5 -> fromHost(to, port);
        case 6 -> toHost(from, port);
        case 7 -> datagrams(from, to, port);
        case 8 -> ping(from, to);
        default -> between(from, to, port);
      }
    }
  }

  private void plan(DrawnEdge edge, Spoken spoken) {
    plan.add(new Planned(edge, spoken, 1 + random.nextInt(4)));
  }

  private DrawnEdge edge(Replica from, String to, String protocol, int port) {
    return new DrawnEdge(from.end(), to, protocol, port);
  }

  private void between(Replica from, Replica to, int port) {
    plan(
        edge(from, to.end(), "TCP", port),
        time -> {
          Pair pair = pair(from, to, time);
          if (pair == null) {
            return false;
          }
          outlive(from, to, port);
          Talk talk = talk(time, pair.client(), pair.server(), port);
          switch (random.nextInt(5)) {
            case 0 -> talk.exchange(Payloads.ascii("go on"), Payloads.ascii("yes")).close();
            case 1 -> talk.open().banner(Payloads.ascii("hello\r\n")).close();
            case 2 -> talk.open().exchange(Payloads.ascii("q"), Payloads.ascii("a"));
            default ->
                talk.open()
                    .exchange(Payloads.ascii("q"), Payloads.ascii("a"))
                    .pause(Duration.ofMillis(random.nextInt(9_000)))
                    .exchange(Payloads.ascii("q"), Payloads.ascii("a"))
                    .close();
          }
          return true;
        });
  }

  /** Connections of containers that end soon after, and are closed by time alone. */
  private void outlive(Replica from, Replica to, int port) {
    if (trace != learn) {
      return;
    }
    for (Replica ending : replicas) {
      Instant finished = ending.finished();
      if (finished != null && ending.end().equals(from.end())) {
        Instant time = finished.minusSeconds(9);
        Replica server = running(to, time);
        if (server != null && !server.ipv4().equals(ending.ipv4())) {
          talk(time, ending.station(), server.station(), port)
              .open()
              .exchange(Payloads.ascii("q"), Payloads.ascii("a"));
        }
      }
    }
  }

  private void outbound(Replica from, int port) {
    String address = "198.51.100." + (1 + random.nextInt(250));
    plan(
        edge(from, "address " + address, "TCP", port),
        time -> speak(time, station(from, time), outside(address), port));
  }

  private enum Shown {
    SNI,
    HOST,
    NOTHING
  }

  private void named(Replica from, int port, Shown shown) {
    int number = ++nextName;
    String name = "n" + number + "-" + Math.floorMod(seed, 1000) + ".example";
    String neighbour = "neighbour" + number + ".example";
    String address = "203.0.113." + number;
    plan(
        edge(from, "name " + name, "TCP", port),
        time -> {
          Station client = station(from, time);
          if (client == null) {
            return false;
          }
          edges.add(edge(from, "address " + RESOLVER.address(), "UDP", 53));
          resolve(time.minusMillis(400), client, name, address);
          if (shown != Shown.NOTHING) {
            resolve(time.minusMillis(200), client, neighbour, address);
          }
          Talk talk = talk(time, client, outside(address), port).open();
          switch (shown) {
            case SNI -> talk.exchange(Payloads.clientHello(name), Payloads.serverHello());
            case HOST -> talk.exchange(Payloads.httpRequest(name), Payloads.httpResponse());
            case NOTHING -> talk.exchange(Payloads.ascii("q"), Payloads.ascii("a"));
          }
          talk.close();
          return true;
        });
  }

  private void resolve(Instant time, Station client, String name, String address) {
    int port = nextPort++;
    int id = random.nextInt(1 << 16);
    trace.udp(time, client, port, RESOLVER, 53, Payloads.dnsQuestion(id, name));
    byte[] answer = Payloads.dnsAnswer(id, name, "edge." + name, IpAddress.parse(address));
    trace.udp(time.plusMillis(20), RESOLVER, 53, client, port, answer);
  }

  private void inbound(Replica to, int port) {
    plan(
        new DrawnEdge("outside", to.end(), "TCP", port),
        time ->
            speak(
                time, outside("192.0.2." + (100 + random.nextInt(100))), station(to, time), port));
  }

  private void fromHost(Replica to, int port) {
    plan(
        new DrawnEdge("host " + HOST, to.end(), "TCP", port),
        time -> speak(time, host(), station(to, time), port));
  }

  private void toHost(Replica from, int port) {
    plan(
        edge(from, "host " + HOST, "TCP", port),
        time -> speak(time, station(from, time), host(), port));
  }

  private boolean speak(
      Instant time, @Nullable Station client, @Nullable Station server, int port) {
    if (client == null || server == null) {
      return false;
    }
    talk(time, client, server, port)
        .open()
        .exchange(Payloads.ascii("q"), Payloads.ascii("a"))
        .close();
    return true;
  }

  /** Answered ones, or a stream that nobody answers. */
  private void datagrams(Replica from, Replica to, int port) {
    boolean answered = random.nextBoolean();
    plan(
        edge(from, to.end(), "UDP", port),
        time -> {
          Pair pair = pair(from, to, time);
          if (pair == null) {
            return false;
          }
          int client = nextPort++;
          for (int i = 0; i < 4; i++) {
            Instant now = time.plusMillis(300L * i);
            trace.udp(now, pair.client(), client, pair.server(), port, Payloads.ascii("line"));
            if (answered) {
              Instant then = now.plusMillis(1);
              trace.udp(then, pair.server(), port, pair.client(), client, Payloads.ascii("ok"));
            }
          }
          return true;
        });
  }

  private void ping(Replica from, Replica to) {
    plan(
        edge(from, to.end(), "ICMP", 8),
        time -> {
          Replica client = running(from, time);
          Replica server = running(to, time);
          if (client == null || server == null || client.ipv4().equals(server.ipv4())) {
            return false;
          }
          int id = random.nextInt(1 << 16);
          trace.icmp(time, client.station(), server.station(), 8, id, 1);
          trace.icmp(time.plusMillis(1), server.station(), client.station(), 0, id, 1);
          return true;
        });
  }

  private record Pair(Station client, Station server) {}

  /** Two replicas of these services that run then, by IPv6 where both have it. */
  private @Nullable Pair pair(Replica from, Replica to, Instant time) {
    Replica client = running(from, time);
    Replica server = running(to, time);
    if (client == null || server == null || client.ipv4().equals(server.ipv4())) {
      return null;
    }
    return client.ipv6() != null && server.ipv6() != null
        ? new Pair(client.station6(), server.station6())
        : new Pair(client.station(), server.station());
  }

  private @Nullable Station station(Replica of, Instant time) {
    Replica running = running(of, time);
    return running == null ? null : running.station();
  }

  /** A replica of the same service that runs then and keeps its address for a while. */
  private @Nullable Replica running(Replica of, Instant time) {
    List<Replica> running =
        replicas.stream()
            .filter(replica -> replica.end().equals(of.end()))
            .filter(replica -> replica.runs(time) && !replica.changesAbout(time))
            .toList();
    return running.isEmpty() ? null : running.get(random.nextInt(running.size()));
  }

  private Talk talk(Instant time, Station client, Station server, int port) {
    return new Talk(trace, time, client, nextPort++, server, port);
  }

  /** Some time while it is learned, at which the scan is not felt. */
  private Instant quiet() {
    Instant time = any();
    while (Duration.between(SCAN, time).abs().compareTo(SCAN_IS_FELT) < 0) {
      time = any();
    }
    return time;
  }

  private Instant any() {
    return BEGIN.plusMillis(2_000L + random.nextInt((int) LEARNED.toMillis() - 20_000));
  }

  private Replica anyRunning(Instant time) {
    List<Replica> running =
        replicas.stream()
            .filter(replica -> replica.runs(time) && !replica.changesAbout(time))
            .toList();
    return running.get(random.nextInt(running.size()));
  }

  private void drawNoise() {
    for (int i = 0; i < 6; i++) {
      Instant time = any();
      Replica one = anyRunning(time);
      Replica other = anyRunning(time);
      if (!one.ipv4().equals(other.ipv4())) {
        int port = 6000 + random.nextInt(500);
        switch (random.nextInt(4)) {
          case 0 -> talk(time, one.station(), other.station(), port).refused();
          case 1 -> talk(time, one.station(), other.station(), port).silent();
          case 2 -> talk(time, one.station(), other.station(), port).answerOnly();
          default ->
              trace.udp(
                  time,
                  outside("192.0.2.123"),
                  123,
                  one.station(),
                  nextPort++,
                  Payloads.ascii("the time"));
        }
      }
      trace.arp(time, one.station(), other.ipv4());
      if (one.ipv6() != null) {
        trace.solicit(time, one.station6(), GATEWAY6);
      }
    }
  }

  /** Forty ports within twelve seconds; some are open, and some of those speak first. */
  private void drawScan() {
    Replica from = anyRunning(SCAN);
    Replica to = anyRunning(SCAN);
    if (from.ipv4().equals(to.ipv4())) {
      return;
    }
    scanner = from;
    for (int i = 0; i < 40; i++) {
      Talk talk = talk(SCAN.plusMillis(300L * i), from.station(), to.station(), 7000 + i);
      switch (i % 10) {
        case 4 -> talk.open().banner(Payloads.ascii("220 ready\r\n")).close();
        case 8 -> talk.open().close();
        default -> talk.refused();
      }
    }
  }

  private void drawForeign() {
    Set<String> used = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      Instant time = ALERT.plusSeconds(210 + 15L * i);
      Replica from = anyRunning(time);
      Replica to = anyRunning(time);
      int port = 20_000 + i;
      if (!used.add(from.id())) {
        continue;
      }
      if (i == 2 || from.ipv4().equals(to.ipv4())) {
        String address = "198.51.101." + (1 + random.nextInt(200));
        speak(time, from.station(), outside(address), port);
        foreign.add(new ForeignConnection(from.name(), address, port));
      } else {
        speak(time, from.station(), to.station(), port);
        foreign.add(new ForeignConnection(from.name(), to.name(), port));
      }
    }
  }

  /** The edges that are to be learned, and no other. */
  public Set<DrawnEdge> edges() {
    return Set.copyOf(edges);
  }

  /** The connections that are to be found, each as one finding, and no other. */
  public Set<ForeignConnection> foreign() {
    return Set.copyOf(foreign);
  }

  /** Name of the container that scans while it is learned, or null where none does. */
  public @Nullable String scanner() {
    return scanner == null ? null : scanner.name();
  }

  /**
   * Writes {@code learn.pcap}, {@code alert.pcap} and {@code inventory.json} into this folder.
   *
   * @throws IOException when that fails
   */
  public void write(Path folder) throws IOException {
    learn.write(folder.resolve("learn.pcap"));
    alert.write(folder.resolve("alert.pcap"));
    Files.writeString(
        folder.resolve("inventory.json"), InspectJson.of(replicas, GATEWAY, GATEWAY6));
  }

  @Override
  public String toString() {
    return "application of seed " + seed + ": " + replicas.size() + " containers, " + edges;
  }
}
