package io.ringwall.bench.detection;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The benchmark {@code detection}. */
public final class Detection {
  private static final Duration FAST = Duration.ofSeconds(60);
  private static final int FAST_TARGETS = 10;

  private final PrintStream out;
  private final Path distribution;
  private final Path captures;
  private final Path work;
  private final int parallel;
  private final String only;

  private Detection(PrintStream out, Map<String, String> options) {
    this.out = out;
    this.distribution =
        Path.of(options.getOrDefault("--distribution", "engine/app/target/ringwall"));
    this.captures = Path.of(options.getOrDefault("--captures", "../shared/captures"));
    this.work = Path.of(options.getOrDefault("--work", "engine/bench/target/detection"));
    this.parallel = Integer.parseInt(options.getOrDefault("--parallel", "2"));
    this.only = options.getOrDefault("--only", "");
  }

  /**
   * Runs it.
   *
   * @param arguments pairs of {@code --captures DIR}, {@code --distribution DIR}, {@code --work
   *     DIR}, {@code --parallel N}, {@code --only PART-OF-NAME}
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i], arguments[i + 1]);
    }
    new Detection(System.out, options).run();
  }

  private void run() throws IOException, InterruptedException {
    if (!Files.exists(captures.resolve("manifest.tsv"))) {
      out.println("skipped: no captures at " + captures + "; name their folder by --captures DIR");
      return;
    }
    Files.createDirectories(work);
    List<Capture> all =
        Capture.manifest(captures).stream().filter(c -> c.file().contains(only)).toList();
    out.println(all.size() + " captures, " + parallel + " at a time, each by");
    out.println("  " + Replays.command());
    Map<Capture, Replays.Result> results =
        new Replays(distribution.resolve("bin/ringwall"), captures, work).run(all, parallel);
    crashes(results);

    Map<Capture, List<Alarm>> ours = new LinkedHashMap<>();
    double cpu = 0;
    for (Map.Entry<Capture, Replays.Result> entry : results.entrySet()) {
      ours.put(entry.getKey(), entry.getValue().alarms());
      cpu += entry.getValue().cpuSeconds();
    }
    List<Capture> scans = labelled(all, Technique.PORT_SCAN);
    List<Capture> inside = new ArrayList<>();
    List<Capture> otherSweeps = new ArrayList<>();
    results.forEach((capture, result) -> {
      if (capture.technique() == Technique.SWEEP) {
        (fastInside(capture, result.flows()) ? inside : otherSweeps).add(capture);
      }
    });

    out.println("Sweeps inside, of ten hosts in a minute: " + names(inside));
    out.println("Other sweeps: " + names(otherSweeps));
    out.println();
    header(scans, inside, otherSweeps);
    Score score = new Score("ringwall recon", ours);
    row(score, scans, inside, otherSweeps, cpu);
    for (Detector detector :
        List.of(
            new Unproductive(),
            new ScanZeek(),
            new SimpleScan(),
            new Slips(),
            Snort.low(),
            Snort.medium())) {
      row(detector, results, scans, inside, otherSweeps);
    }
    out.println(
        "The others are their published logic, re-implemented over our flows: their CPU is that of"
            + " counting alone, ours that of the whole product from start to exit.");
    misses(score, scans, inside, otherSweeps);
    figures(score, scans, inside);
  }

  private static String names(List<Capture> captures) {
    return String.join(", ", captures.stream().map(Capture::file).toList());
  }

  private static List<Capture> labelled(List<Capture> all, Technique technique) {
    return all.stream().filter(capture -> capture.technique() == technique).toList();
  }

  /**
   * Did one labelled source try ten targets that are no global addresses within a minute, by one
   * protocol and on one port.
   */
  private static boolean fastInside(Capture sweep, List<Connection> flows) {
    Map<List<Object>, Deque<Connection>> windows = new HashMap<>();
    for (Connection flow : flows) {
      if (!sweep.sources().contains(flow.source()) || !flow.localTarget()) {
        continue;
      }
      Deque<Connection> window =
          windows.computeIfAbsent(
              List.of(flow.source(), flow.protocol(), flow.port()), _ -> new ArrayDeque<>());
      window.addLast(flow);
      while (window.getFirst().start().isBefore(flow.start().minus(FAST))) {
        window.removeFirst();
      }
      Set<String> targets = new HashSet<>();
      window.forEach(one -> targets.add(one.target()));
      if (targets.size() >= FAST_TARGETS) {
        return true;
      }
    }
    return false;
  }

  private void crashes(Map<Capture, Replays.Result> results) {
    int crashed = 0;
    for (Map.Entry<Capture, Replays.Result> entry : results.entrySet()) {
      if (!entry.getValue().failure().isEmpty()) {
        crashed++;
        out.println("  failed: " + entry.getKey().file() + ": " + entry.getValue().failure());
      }
    }
    out.println(
        crashed == 0 ? "All were read to their end." : crashed + " were not read to their end.");
    out.println("figure detection-unread-captures " + crashed + " files");
  }

  private void header(List<Capture> scans, List<Capture> inside, List<Capture> otherSweeps) {
    out.printf(
        Locale.ROOT,
        "%-24s %12s %9s %9s %13s %13s %9s %9s %8s%n",
        "detector",
        "port scans",
        "false",
        "precision",
        "sweeps inside",
        "other sweeps",
        "false",
        "precision",
        "CPU s");
    out.printf(
        Locale.ROOT,
        "%-24s %12s %9s %9s %13s %13s %9s %9s%n",
        "",
        "of " + scans.size(),
        "files",
        "",
        "of " + inside.size(),
        "of " + otherSweeps.size(),
        "files",
        "");
  }

  private void row(
      Detector detector,
      Map<Capture, Replays.Result> results,
      List<Capture> scans,
      List<Capture> inside,
      List<Capture> otherSweeps) {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    Map<Capture, List<Alarm>> alarms = new LinkedHashMap<>();
    results.forEach((capture, result) -> alarms.put(capture, detector.alarms(result.flows())));
    long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    row(new Score(detector.name(), alarms), scans, inside, otherSweeps, spent / 1e9);
  }

  private void row(
      Score score,
      List<Capture> scans,
      List<Capture> inside,
      List<Capture> otherSweeps,
      double cpuSeconds) {
    List<Capture> sweeps = new ArrayList<>(inside);
    sweeps.addAll(otherSweeps);
    out.printf(
        Locale.ROOT,
        "%-24s %12d %9d %9.2f %13d %13d %9d %9.2f %8.2f%n",
        score.detector(),
        score.found(scans).size(),
        score.falseFiles(Technique.PORT_SCAN).size(),
        score.precision(scans, Technique.PORT_SCAN),
        score.found(inside).size(),
        score.found(otherSweeps).size(),
        score.falseFiles(Technique.SWEEP).size(),
        score.precision(sweeps, Technique.SWEEP),
        cpuSeconds);
  }

  private void misses(
      Score score, List<Capture> scans, List<Capture> inside, List<Capture> otherSweeps) {
    List<Capture> labelled = new ArrayList<>(scans);
    labelled.addAll(inside);
    labelled.addAll(otherSweeps);
    for (Capture capture : labelled) {
      Set<String> missing = score.missing(capture);
      if (!missing.isEmpty()) {
        out.println("  missed: " + capture.file() + " (" + capture.label() + "): " + missing);
      }
    }
    for (Technique technique : Technique.values()) {
      for (Capture capture : score.falseFiles(technique)) {
        out.println(
            "  false "
                + technique
                + ": "
                + capture.file()
                + ": "
                + score.falseAlarms(capture, technique));
      }
    }
  }

  private void figures(Score score, List<Capture> scans, List<Capture> inside) {
    if (!scans.isEmpty()) {
      out.printf(
          Locale.ROOT,
          "figure detection-port-scan-recall %.3f ratio%n",
          (double) score.found(scans).size() / scans.size());
    }
    out.println(
        "figure detection-port-scan-false-files "
            + score.falseFiles(Technique.PORT_SCAN).size()
            + " files");
    if (!inside.isEmpty()) {
      out.printf(
          Locale.ROOT,
          "figure detection-sweep-recall %.3f ratio%n",
          (double) score.found(inside).size() / inside.size());
    }
    out.println(
        "figure detection-sweep-false-files "
            + score.falseFiles(Technique.SWEEP).size()
            + " files");
  }
}
