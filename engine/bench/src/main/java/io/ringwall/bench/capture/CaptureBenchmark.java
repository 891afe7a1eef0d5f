package io.ringwall.bench.capture;

import io.ringwall.bench.capture.Contestants.Ringwall;
import io.ringwall.bench.capture.Race.Result;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The benchmark {@code pcap}. */
public final class CaptureBenchmark {
  private static final String APPLICATIONS = "benign,brute-force,c2,exploit,protocol,tunnel";
  private static final int MANY = 1_000_000;
  private static final int FEW = 10_000;

  private final PrintStream out;
  private final Path captures;
  private final Path work;
  private final Ringwall ringwall;
  private final long seed;
  private final long megabytes;
  private final int rounds;
  private final List<String> folders;
  private final String part;

  private CaptureBenchmark(PrintStream out, Map<String, String> options) {
    this.out = out;
    this.captures = Path.of(options.getOrDefault("--captures", "../shared/captures"));
    this.work = Path.of(options.getOrDefault("--work", "engine/bench/target/pcap"));
    String distribution = options.getOrDefault("--distribution", "engine/app/target/ringwall");
    this.ringwall = new Ringwall(Path.of(distribution, "bin", "ringwall"));
    this.seed = Long.parseLong(options.getOrDefault("--seed", "1"));
    this.megabytes = Long.parseLong(options.getOrDefault("--megabytes", "640"));
    this.rounds = Integer.parseInt(options.getOrDefault("--rounds", "3"));
    this.folders = List.of(options.getOrDefault("--folders", APPLICATIONS).split(",", -1));
    this.part = options.getOrDefault("--part", "");
  }

  /**
   * Runs it.
   *
   * @param arguments pairs of {@code --captures DIR}, {@code --distribution DIR}, {@code --work
   *     DIR}, {@code --seed N}, {@code --megabytes N} of capture, {@code --rounds N}, {@code
   *     --folders NAME,NAME} of captures that are multiplied, {@code --part peers|concurrency}
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i], arguments[i + 1]);
    }
    new CaptureBenchmark(System.out, options).run();
  }

  private void run() throws IOException, InterruptedException {
    Files.createDirectories(work);
    if (!part.equals("concurrency")) {
      peers();
    }
    if (!part.equals("peers")) {
      concurrency();
    }
  }

  private void peers() throws IOException, InterruptedException {
    List<Packets> small = smallCaptures();
    if (small.isEmpty()) {
      out.println("skipped: no captures at " + captures + "; name their folder by --captures DIR");
      return;
    }
    Path capture = work.resolve("multiplied.pcap");
    Truth truth = new Multiplier(small, seed).write(capture, megabytes << 20);
    out.printf(
        Locale.ROOT,
        "%d captures of %s, multiplied: %.0f MB, %d packets, %d conversations%n",
        small.size(),
        String.join(", ", folders),
        truth.bytes() / 1e6,
        truth.packets(),
        truth.conversations());
    Result start = start(capture);
    try (DatagramSocket collector = collector()) {
      Map<String, Result> results =
          new Race(out, work, contestants(collector.getLocalPort())).run(capture, truth, rounds);
      figures(truth, results, start);
    }
    Files.delete(capture);
  }

  private List<Packets> smallCaptures() throws IOException {
    List<Packets> small = new ArrayList<>();
    for (String folder : folders) {
      if (!Files.isDirectory(captures.resolve(folder))) {
        continue;
      }
      try (Stream<Path> files = Files.list(captures.resolve(folder))) {
        for (Path file : files.sorted().toList()) {
          Packets packets = Packets.read(file);
          if (packets.areEthernet()) {
            small.add(packets);
          }
        }
      }
    }
    return small;
  }

  private List<Contestant> contestants(int collectorPort) {
    return List.of(
        ringwall,
        new Contestants.Tcpdump(),
        new Contestants.Softflowd(collectorPort),
        new Contestants.Argus(),
        new Contestants.Nfpcapd(),
        new Contestants.NdpiReader());
  }

  /** Takes what is exported to it and does nothing with it, as long as it is open. */
  private static DatagramSocket collector() throws SocketException {
    DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(() -> drain(socket));
    return socket;
  }

  private static void drain(DatagramSocket socket) {
    DatagramPacket packet = new DatagramPacket(new byte[1 << 16], 1 << 16);
    while (!socket.isClosed()) {
      try {
        socket.receive(packet);
      } catch (IOException e) {
        return;
      }
    }
  }

  /** What we cost before the first packet, and after the last. */
  private Result start(Path like) throws IOException, InterruptedException {
    Path one = work.resolve("one-packet.pcap");
    OnePacket.copy(like, one);
    out.println("Start, with a capture of one packet:");
    Truth truth = new Truth(Files.size(one), 1, 1, 0);
    Race race = new Race(out, work, List.of(ringwall));
    Result start = race.run(one, truth, rounds).getOrDefault("ringwall", Result.leftOut("?"));
    Files.delete(one);
    return start;
  }

  private void figures(Truth truth, Map<String, Result> results, Result start) {
    Result ours = results.get("ringwall");
    if (ours == null || !ours.counts() || !start.counts()) {
      return;
    }
    double seconds = ours.cpuSeconds() - start.cpuSeconds();
    out.printf(
        Locale.ROOT, "ringwall less its start of %.2f s: %.2f s%n", start.cpuSeconds(), seconds);
    for (String peer : List.of("tcpdump-w", "softflowd", "argus", "nfpcapd", "ndpireader")) {
      Result theirs = results.get(peer);
      if (theirs != null && theirs.counts()) {
        out.printf(
            Locale.ROOT, "figure pcap-vs-%s %.3f ratio%n", peer, seconds / theirs.cpuSeconds());
      }
    }
    out.printf(Locale.ROOT, "figure pcap-peak-mb %.0f MB%n", ours.peakBytes() / 1e6);
    out.printf(
        Locale.ROOT,
        "figure pcap-packets-per-cpu-second %.0f packets/s%n",
        truth.packets() / seconds);
  }

  private void concurrency() throws IOException, InterruptedException {
    out.println();
    out.println(MANY + " connections of 12 packets, of which so many are open at a time:");
    Cost many = cost(MANY);
    Cost few = cost(FEW);
    if (many.nanos() > 0 && few.nanos() > 0) {
      out.printf(
          Locale.ROOT, "figure pcap-1m-flows-vs-10k %.2f ratio%n", many.nanos() / few.nanos());
      out.printf(Locale.ROOT, "figure pcap-1m-flows-peak-mb %.0f MB%n", many.peakBytes() / 1e6);
    }
  }

  /** CPU of a packet, and the most memory; zero where it was left out. */
  private record Cost(double nanos, long peakBytes) {}

  private Cost cost(int concurrent) throws IOException, InterruptedException {
    Path capture = work.resolve("concurrent.pcap");
    Truth truth = new ConcurrentFlows(MANY, seed).write(capture, concurrent);
    out.println(concurrent + " open:");
    Result start = start(capture);
    Result result =
        new Race(out, work, List.of(ringwall))
            .run(capture, truth, 1)
            .getOrDefault("ringwall", Result.leftOut("?"));
    Files.delete(capture);
    if (!result.counts() || !start.counts()) {
      return new Cost(0, 0);
    }
    double nanos = (result.cpuSeconds() - start.cpuSeconds()) * 1e9 / truth.packets();
    out.printf(Locale.ROOT, "%d open: %.0f ns of CPU a packet%n", concurrent, nanos);
    return new Cost(nanos, result.peakBytes());
  }
}
