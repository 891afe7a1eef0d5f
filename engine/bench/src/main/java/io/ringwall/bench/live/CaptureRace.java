package io.ringwall.bench.live;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Lets the engine and programs of others watch the same packets on a wire between two namespaces,
 * one after the other, each on the first core alone, while this process sends them on the second.
 */
public final class CaptureRace {
  private static final int OPEN = 10_000;
  private static final long SETTLES_MILLIS = 3_000;
  private static final double MICROS = 1e6;

  /** So much of what was sent must have been seen, or told to be dropped. */
  private static final double WHOLE = 0.995;

  /** A sender that is slower than this share of what was asked for tells nothing of drops. */
  private static final double RATE = 0.97;

  private final Workplace place;
  private final int rate;
  private final int packetsEach;
  private final Duration length;
  private final Map<String, Result> results = new LinkedHashMap<>();

  private record Result(Load.Sent sent, Watcher.Counted counted, double cpuSeconds) {
    double microsPerPacket() {
      return cpuSeconds * MICROS / counted.packets();
    }
  }

  private CaptureRace(Workplace place) {
    this.place = place;
    this.rate = place.number("rate", 500_000);
    this.packetsEach = place.number("packets-each", 100);
    this.length = Duration.ofSeconds(place.number("seconds", 20));
  }

  /** Options: --distribution, --work, --seed, --rate, --packets-each, --seconds, --warm-up. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Workplace place = Workplace.of(arguments);
    new CaptureRace(place).run();
  }

  private void run() throws IOException, InterruptedException {
    System.out.printf(
        Locale.ROOT,
        "%,d packets/s of 64 to 200 bytes, %,d connections open at a time, of %d packets each%n",
        rate,
        OPEN,
        packetsEach);
    try (BenchNetwork network = BenchNetwork.wire()) {
      try (Load load = load(network)) {
        // The sender's own code is compiled first.
        load.send(Duration.ofSeconds(5), 1, 0);
      }
      try (DatagramSocket collector = collector(network)) {
        Path work = place.work();
        Duration warmUp = Duration.ofSeconds(place.number("warm-up", 40));
        enter(network, new RingwallWatcher(place), warmUp);
        enter(network, new Tcpdump(work), Duration.ZERO);
        enter(network, new Softflowd(work, collector.getLocalPort()), Duration.ZERO);
        enter(network, new Argus(work), Duration.ZERO);
      }
    }
    figures();
  }

  private Load load(BenchNetwork network) throws IOException, InterruptedException {
    return new Load(network, OPEN, packetsEach, rate / 1_000, place.seed());
  }

  /** Takes what softflowd exports; nobody reads it. */
  private static DatagramSocket collector(BenchNetwork network)
      throws IOException, InterruptedException {
    return Inside.of(
        BenchNetwork.path(network.host()),
        () -> new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
  }

  private void enter(BenchNetwork network, Watcher watcher, Duration warmUp)
      throws IOException, InterruptedException {
    if (!watcher.programs().stream().allMatch(CaptureRace::installed)) {
      System.out.printf(
          "%s is left out: missing: apt-get install %s brings it on Debian%n",
          watcher.name(), watcher.debianPackages());
      return;
    }
    try (Load load = load(network);
        Watcher.Watching watching = watcher.start(network)) {
      var before = new Watcher.Counted(0, 0);
      if (!warmUp.isZero()) {
        load.send(warmUp, 1, 0);
        Thread.sleep(SETTLES_MILLIS);
        before = watching.counted();
        System.out.printf(
            Locale.ROOT,
            "warmed up: %,d packets read, %,d dropped%n",
            before.packets(),
            before.dropped());
      }
      double cpu = watching.cpuSeconds();
      Load.Sent sent = load.send(length, 1, 0);
      String busy = ProcessTime.load();
      Thread.sleep(SETTLES_MILLIS);
      cpu = watching.cpuSeconds() - cpu;
      // Some tell meanwhile only, some at the end only.
      Watcher.Counted meanwhile = warmUp.isZero() ? before : watching.counted();
      watching.end();
      Watcher.Counted all = warmUp.isZero() ? watching.counted() : meanwhile;
      take(watcher, sent, all.since(before), cpu, busy);
    }
  }

  private static boolean installed(String program) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
    return Stream.of(path.split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private void take(
      Watcher watcher, Load.Sent sent, Watcher.Counted counted, double cpu, String busy) {
    var result = new Result(sent, counted, cpu);
    System.out.printf(
        Locale.ROOT,
        "%-10s %-34s sent %,d in %.1f s, received %,d, dropped %s, CPU s %.2f, ns a packet %.0f;"
            + " load %s%n",
        watcher.name(),
        watcher.task(),
        sent.packets(),
        sent.seconds(),
        counted.packets(),
        counted.dropped() < 0 ? "not told" : String.format(Locale.ROOT, "%,d", counted.dropped()),
        cpu,
        result.microsPerPacket() * 1e3,
        busy);
    if (!counted.neglected().isEmpty()) {
      System.out.println("           left out of its work: " + counted.neglected());
    }
    String objection = objection(result);
    if (objection.isEmpty()) {
      results.put(watcher.name(), result);
    } else {
      System.out.println(watcher.name() + " is left out: " + objection);
    }
  }

  private static String objection(Result result) {
    long sent = result.sent().packets();
    Watcher.Counted counted = result.counted();
    long told = counted.packets() + Math.max(0, counted.dropped());
    if (counted.packets() == 0 || counted.packets() > sent / WHOLE) {
      return "of " + sent + " packets it says to have seen " + counted.packets();
    }
    if (counted.dropped() >= 0 && told < sent * WHOLE) {
      return "of " + sent + " packets it tells of " + told;
    }
    return "";
  }

  private void figures() {
    Result ours = results.get("ringwall");
    if (ours == null) {
      System.out.println("no figures: the engine is left out");
      return;
    }
    double reached = ours.sent().packets() / ours.sent().seconds();
    if (reached < RATE * rate) {
      System.out.printf(
          Locale.ROOT,
          "no figure of drops: %,.0f packets/s could be sent, %,d were to be; %,d were dropped%n",
          reached,
          rate,
          ours.counted().dropped());
    } else {
      System.out.println("figure capture-drops " + ours.counted().dropped() + " packets");
    }
    System.out.printf(
        Locale.ROOT,
        "figure capture-packets-per-cpu-second %d packets/s%n",
        Math.round(MICROS / ours.microsPerPacket()));
    for (String peer : List.of("tcpdump", "softflowd", "argus")) {
      Result other = results.get(peer);
      if (other != null) {
        System.out.printf(
            Locale.ROOT,
            "figure capture-vs-%s %.2f ratio%n",
            peer,
            ours.microsPerPacket() / other.microsPerPacket());
      }
    }
  }
}
