package io.ringwall.bench.rules;

import com.espertech.esper.compiler.client.EPCompileException;
import com.espertech.esper.runtime.client.EPDeployException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Measures what an event costs at 10, 100 and 1,000 equality rules. */
public final class RulesBenchmark {
  private static final List<Integer> COUNTS = List.of(10, 100, 1000);
  private static final long NANOS = 1_000_000_000L;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final long seed;
  private final Path work;
  private final int warmUp;
  private final int rounds;
  private long sum;

  private RulesBenchmark(long seed, Path work, int warmUp, int rounds) {
    this.seed = seed;
    this.work = work;
    this.warmUp = warmUp;
    this.rounds = rounds;
  }

  /** {@code --seed N --work DIR --warm-up SECONDS --rounds N}. */
  public static void main(String[] arguments)
      throws IOException, EPCompileException, EPDeployException {
    Map<String, String> options = new HashMap<>(Map.of("--warm-up", "8", "--rounds", "7"));
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i], arguments[i + 1]);
    }
    new RulesBenchmark(
            Long.parseLong(options.getOrDefault("--seed", "1")),
            Path.of(options.getOrDefault("--work", "target")),
            Integer.parseInt(options.getOrDefault("--warm-up", "8")),
            Integer.parseInt(options.getOrDefault("--rounds", "7")))
        .run();
  }

  private void run() throws IOException, EPCompileException, EPDeployException {
    System.out.printf(Locale.ROOT, "| rules | contestant | CPU ns an event |%n");
    System.out.printf(Locale.ROOT, "|---|---|---|%n");
    Map<String, Double> last = Map.of();
    for (int count : COUNTS) {
      last = raced(count);
      last.forEach((name, cost) ->
          System.out.printf(Locale.ROOT, "| %d | %s | %.0f |%n", count, name, cost));
    }
    ratio("rules-1000-equality-vs-esper", last, Contestants.ESPER);
    ratio("rules-1000-equality-vs-map", last, Contestants.MAP);
    System.out.printf(
        Locale.ROOT,
        "figure judge-p99-us %.1f us%n",
        new InlineAnswers(work, Requests.drawn(seed, 1000), new EqualityRules(1000)).p99Micros());
    System.out.printf(Locale.ROOT, "answers summed to %d%n", sum);
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

  /** CPU nanoseconds an event of those whose answers are the map's, the least of all rounds. */
  private Map<String, Double> raced(int count)
      throws IOException, EPCompileException, EPDeployException {
    Requests requests = Requests.drawn(seed, count);
    Map<String, Contestant> all = Contestants.of(new EqualityRules(count), requests, work);
    Map<String, Contestant> agreeing = agreeing(all, requests.count());
    agreeing.values().forEach(one -> measured(one, requests.count(), warmUp * NANOS));
    Map<String, Double> least = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      agreeing.forEach(
          (name, one) -> least.merge(name, measured(one, requests.count(), NANOS / 2), Math::min));
    }
    all.values().forEach(Contestant::close);
    return least;
  }

  private static Map<String, Contestant> agreeing(Map<String, Contestant> all, int requests) {
    Map<String, Contestant> agreeing = new LinkedHashMap<>(all);
    for (int request = 0; request < requests; request++) {
      int truth = agreeing.get(Contestants.MAP) instanceof Contestant map ? map.judge(request) : 0;
      for (String name : new TreeSet<>(agreeing.keySet())) {
        Contestant one = agreeing.get(name);
        int answer = one == null ? truth : one.judge(request);
        if (answer != truth) {
          System.out.printf(
              Locale.ROOT,
              "%s is left out: of request %d it says %d, not %d%n",
              name,
              request,
              answer,
              truth);
          agreeing.remove(name);
        }
      }
    }
    return agreeing;
  }

  private double measured(Contestant contestant, int requests, long nanos) {
    long begun = THREADS.getCurrentThreadCpuTime();
    long judged = 0;
    long taken = 0;
    while (taken < nanos) {
      for (int request = 0; request < requests; request++) {
        sum += contestant.judge(request);
      }
      judged += requests;
      taken = THREADS.getCurrentThreadCpuTime() - begun;
    }
    return (double) taken / judged;
  }
}
