package io.ringwall.bench.rules;

import io.ringwall.bench.pipeline.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures what the rule step costs at 10, 100 and 1,000 equality rules beside others, what the
 * whole route costs at 1,000, and how long an inline answer takes. Each contestant and number of
 * rules runs in a JVM of its own.
 */
public final class RulesBenchmark {
  private static final List<Integer> COUNTS = List.of(10, 100, 1000);
  private static final double SECOND = 1e9;

  /** The compiler reaches the last of a thousand consequences after so many times the warm-up. */
  private static final int MANY_RULES = 6;

  private static final TimeValue ITERATION = TimeValue.seconds(2);

  private static final List<String> SERIAL =
      List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xms32m");

  /** As the start-up script has it for {@code run}. */
  private static final List<String> CONCURRENT =
      List.of(
          "-XX:+UseShenandoahGC",
          "-XX:ShenandoahGCMode=generational",
          "-XX:+UnlockExperimentalVMOptions",
          "-XX:ShenandoahUncommitDelay=2000",
          "-XX:ShenandoahControlIntervalMin=10",
          "-XX:ShenandoahControlIntervalMax=50",
          "-XX:+UseCompactObjectHeaders",
          "-Xmx2g");

  private final String seed;
  private final String work;
  private final List<String> collector;
  private final int warmUp;
  private final int rounds;

  private RulesBenchmark(Map<String, String> options) {
    this.seed = options.getOrDefault("--seed", "1");
    this.work = options.getOrDefault("--work", "target");
    this.collector =
        options.getOrDefault("--collector", "serial").equals("run") ? CONCURRENT : SERIAL;
    this.warmUp = Integer.parseInt(options.getOrDefault("--warm-up", "5"));
    this.rounds = Integer.parseInt(options.getOrDefault("--rounds", "5"));
  }

  /**
   * {@code --seed N --work DIR --warm-up ITERATIONS --rounds N --part step|route|judge --collector
   * serial|run}.
   */
  public static void main(String[] arguments) throws RunnerException, IOException {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i], arguments[i + 1]);
    }
    RulesBenchmark benchmark = new RulesBenchmark(options);
    String part = options.getOrDefault("--part", "");
    if (part.isEmpty() || part.equals("step")) {
      benchmark.step();
    }
    if (part.isEmpty() || part.equals("route")) {
      benchmark.route();
    }
    if (part.isEmpty() || part.equals("judge")) {
      benchmark.judge();
    }
  }

  private void step() throws RunnerException {
    System.out.printf(Locale.ROOT, "| rules | contestant | CPU ns an event |%n|---|---|---|%n");
    Map<String, Double> last = Map.of();
    for (int count : COUNTS) {
      last = raced(count);
      last.forEach((name, cost) ->
          System.out.printf(Locale.ROOT, "| %d | %s | %.0f |%n", count, name, cost));
    }
    ratio("rules-1000-equality-vs-esper", last, Contestants.ESPER);
    ratio("rules-1000-equality-vs-map", last, Contestants.MAP);
  }

  private static void ratio(String figure, Map<String, Double> costs, String peer) {
    Double ours = costs.get(Contestants.OURS);
    Double other = costs.get(peer);
    if (ours == null || other == null) {
      System.out.printf(Locale.ROOT, "%s is left out: a contestant has no figure%n", figure);
    } else {
      System.out.printf(Locale.ROOT, "figure %s %.3f ratio%n", figure, ours / other);
    }
  }

  /** CPU nanoseconds an event of those whose answers are the map's. */
  private Map<String, Double> raced(int count) throws RunnerException {
    List<String> agreeing = agreeing(count);
    ChainedOptionsBuilder options =
        options(RuleStep.class)
            .param("rules", Integer.toString(count))
            .param("contestant", agreeing.toArray(String[]::new))
            .param("seed", seed)
            .param("work", work)
            .warmupIterations(count == COUNTS.getLast() ? warmUp * MANY_RULES : warmUp)
            .warmupTime(ITERATION)
            .measurementTime(ITERATION);
    Map<String, Double> costs = new LinkedHashMap<>();
    for (RunResult result : new Runner(options.build()).run()) {
      costs.put(
          result.getParams().getParam("contestant"),
          counted(result, "cpu") / counted(result, "events"));
    }
    return costs;
  }

  private List<String> agreeing(int count) {
    byte[][] paths = Requests.drawn(Long.parseLong(seed), count).all();
    EqualityRules rules = new EqualityRules(count);
    List<String> agreeing = new ArrayList<>();
    try (Contestant map = Contestants.of(Contestants.MAP, rules, Path.of(work))) {
      Object[] truth = map.events(paths);
      for (String name : Contestants.NAMES) {
        try (Contestant one = Contestants.of(name, rules, Path.of(work))) {
          Object[] events = one.events(paths);
          int wrong = 0;
          for (int i = 0; i < events.length; i++) {
            wrong += one.answer(events[i]) == map.answer(truth[i]) ? 0 : 1;
          }
          if (wrong == 0) {
            agreeing.add(name);
          } else {
            System.out.printf(
                Locale.ROOT,
                "%s is left out: %d of %d answers are not the map's%n",
                name,
                wrong,
                events.length);
          }
        }
      }
    }
    return agreeing;
  }

  private void route() throws RunnerException {
    ChainedOptionsBuilder options =
        options(Route.class)
            .param("rules", "1000")
            .param("work", work)
            .warmupIterations(warmUp * MANY_RULES)
            .warmupTime(ITERATION)
            .measurementTime(ITERATION);
    RunResult result = new Runner(options.build()).runSingle();
    double events = counted(result, "events");
    System.out.printf(
        Locale.ROOT,
        "route: %.0f events, %.2f%% of them raised a finding%n",
        events,
        100 * counted(result, "raised") / events);
    System.out.printf(
        Locale.ROOT, "figure pipeline-1000-equality-ns %.0f ns%n", counted(result, "cpu") / events);
    System.out.printf(
        Locale.ROOT,
        "figure pipeline-1000-equality-events-per-second %.0f events/s%n",
        events / (counted(result, "wall") / SECOND));
  }

  /** With the collector that costs least, as replays have it, or that of a running engine. */
  private ChainedOptionsBuilder options(Class<?> benchmark) {
    return new OptionsBuilder()
        .include(benchmark.getName() + "\\.")
        .forks(1)
        .jvmArgs(collector.toArray(String[]::new))
        .measurementIterations(rounds)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
  }

  private static double counted(RunResult result, String counter) {
    return Objects.requireNonNull(result.getSecondaryResults().get(counter), counter).getScore();
  }

  private void judge() throws IOException {
    Requests requests = Requests.drawn(Long.parseLong(seed), 1000);
    System.out.printf(
        Locale.ROOT,
        "figure judge-p99-us %.1f us%n",
        new InlineAnswers(Path.of(work), requests, new EqualityRules(1000)).p99Micros());
  }
}
