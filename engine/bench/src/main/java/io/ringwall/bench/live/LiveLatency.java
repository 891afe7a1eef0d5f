package io.ringwall.bench.live;

import io.ringwall.bench.roster.RosterPlugin;
import io.ringwall.server.client.EngineClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How long it takes from the first packet of a connection that was never seen before, by the
 * kernel's time stamp, until somebody who follows the findings has read that it was found, which he
 * is told only once it is safe on disk; among many connections that were learned.
 */
public final class LiveLatency {
  private static final int PACKETS_EACH = 8;
  private static final int MILLIS_PER_SECOND = 1_000;
  private static final int TOP_PORT = 30_000;
  private static final int FLOWS = 10_000;
  private static final Duration LEARNS = Duration.ofSeconds(10);
  private static final Duration WARMS_UP = Duration.ofSeconds(20);
  private static final long SETTLES_MILLIS = 3_000;
  private final Workplace place;
  private final BenchNetwork network;
  private final List<String> wrong = new ArrayList<>();

  private LiveLatency(Workplace place, BenchNetwork network) {
    this.place = place;
    this.network = network;
  }

  /** Options: --distribution, --work, --seed, --flows, --foreign, --seconds. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Workplace place = Workplace.of(arguments);
    List<String> wrong;
    try (BenchNetwork network = BenchNetwork.bridge()) {
      var benchmark = new LiveLatency(place, network);
      benchmark.run();
      wrong = benchmark.wrong;
    }
    wrong.forEach(sentence -> System.out.println("wrong: " + sentence));
    if (!wrong.isEmpty()) {
      System.exit(1);
    }
  }

  private void run() throws IOException, InterruptedException {
    Path plugins = place.pluginsAnd("roster", RosterPlugin.class);
    var where =
        new LiveEngine.Place(
            place.distribution(),
            place.work().resolve("engine"),
            plugins,
            List.of("ip", "netns", "exec", network.host()),
            "plugins:\n  pcap: { interfaces: [" + network.watched() + "] }\n" + Ends.ROSTER,
            List.of());
    int perTick = place.number("flows", 5_000) * PACKETS_EACH / MILLIS_PER_SECOND;
    try (LiveEngine engine = LiveEngine.start(where);
        EngineClient client = engine.client();
        Load load = new Load(network, perTick, PACKETS_EACH, perTick, place.seed())) {
      load.send(LEARNS, 1, 0);
      Thread.sleep(SETTLES_MILLIS);
      ObjectNode mode = JsonMapper.shared().createObjectNode();
      mode.put("scope", "bench/*").put("mode", "alert");
      client.send("PUT", "/modes", Map.of(), mode);
      awaitLearned(client);
      try (var found = new Found<Integer>(engine.client(), LiveLatency::port);
          FirstPackets first = FirstPackets.of(network, place.work())) {
        measure(engine, load, found, first);
      }
      if (engine.stop() != 0) {
        wrong.add("the engine did not end as it should: " + engine.said());
      }
    }
  }

  private void awaitLearned(EngineClient client) throws InterruptedException {
    long learned = 0;
    for (int look = 0; look < 50; look++) {
      learned = client.get("/status", Map.of()).at("/learning/learned").asLong();
      if (learned >= Ends.CLIENTS * Ends.SERVERS) {
        break;
      }
      Thread.sleep(100);
    }
    System.out.println("learned: " + learned + " edges");
    if (learned != Ends.CLIENTS * Ends.SERVERS) {
      wrong.add(Ends.CLIENTS * Ends.SERVERS + " edges were to be learned, " + learned + " were");
    }
  }

  private static @Nullable Integer port(JsonNode finding) {
    int port = finding.at("/edge/key/port").asInt(0);
    boolean foreign = port >= Load.FIRST_FOREIGN_PORT && port <= TOP_PORT;
    return finding.path("kind").asString("").equals("finding") && foreign ? port : null;
  }

  private void measure(LiveEngine engine, Load load, Found<Integer> found, FirstPackets first)
      throws IOException, InterruptedException {
    int every = MILLIS_PER_SECOND / place.number("foreign", 20);
    Load.Sent warming = load.send(WARMS_UP, 1, every);
    double before = engine.cpuSeconds();
    Load.Sent sent = load.send(Duration.ofSeconds(place.number("seconds", 60)), 1, every);
    double cpu = engine.cpuSeconds() - before;
    String busy = ProcessTime.load();
    Thread.sleep(SETTLES_MILLIS);
    Metrics metrics = Inside.of(BenchNetwork.path(network.host()), engine::metrics);
    Map<Integer, Instant> seen = first.times();
    Map<Integer, Instant> read = found.read();
    int from = Load.FIRST_FOREIGN_PORT + warming.foreign();
    List<Double> took = new ArrayList<>();
    int lost = 0;
    for (int port = Load.FIRST_FOREIGN_PORT; port < from + sent.foreign(); port++) {
      Instant begin = seen.get(port);
      Instant end = read.get(port);
      if (begin == null || end == null) {
        lost++;
      } else if (port >= from) {
        took.add(Duration.between(begin, end).toNanos() / 1e6);
      }
    }
    tell(new Millis(took), sent, cpu, lost, busy);
    check(read.size(), warming.foreign() + sent.foreign(), lost, metrics, found);
  }

  private void check(int told, int foreign, int lost, Metrics metrics, Found<Integer> found) {
    SortedMap<String, Long> dropped =
        metrics.lost("ringwall_plugin_dropped_total", "pcap", "reason");
    System.out.printf(
        Locale.ROOT,
        "packets read %d, dropped %s; never-seen connections %d, findings %d, of other kinds %d%n",
        metrics.work("pcap", "packets"),
        dropped,
        foreign,
        told,
        found.others());
    if (lost > 0 || told != foreign) {
      wrong.add("of " + foreign + " never-seen connections " + told + " were found");
    }
    if (found.left() > 0) {
      wrong.add("the engine left out what was not read in time");
    }
  }

  private static void tell(Millis took, Load.Sent sent, double cpu, int lost, String busy) {
    double flows = sent.connections();
    System.out.printf(
        Locale.ROOT,
        "%d connections in %.1f s (%.0f/s, %d packets), %d of them never seen; load %s%n",
        sent.connections(),
        sent.seconds(),
        flows / sent.seconds(),
        sent.packets(),
        sent.foreign(),
        busy);
    if (sent.skipped() > 0) {
      System.out.println("the sender was late, and left out " + sent.skipped() + " ms");
    }
    figure("live-first-packet-to-finding-p50-ms", took.percentile(50), "ms");
    figure("live-first-packet-to-finding-p99-ms", took.percentile(99), "ms");
    figure("live-first-packet-to-finding-max-ms", took.percentile(100), "ms");
    figure("live-lost", lost, "findings");
    figure("live-cpu-seconds-per-10000-flows", cpu / flows * FLOWS, "s");
  }

  private static void figure(String name, double value, String unit) {
    String number =
        value == Math.rint(value) && unit.equals("findings")
            ? String.valueOf(Math.round(value))
            : String.format(Locale.ROOT, "%.2f", value);
    System.out.println("figure " + name + " " + number + " " + unit);
  }
}
