package io.ringwall.bench.rules;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** What it costs to judge events that were made before, a batch at a time, each event once. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RuleStep {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Number of rules. */
  @Param({"10", "100", "1000"})
  public int rules;

  /** Who judges. */
  @Param({Contestants.OURS, Contestants.MAP, Contestants.SESSION, Contestants.ESPER})
  public String contestant = "";

  /** What the requests are drawn from. */
  @Param("1")
  public long seed;

  /** Where files may be written. */
  @Param("target")
  public String work = "";

  private @Nullable Contestant judging;
  private byte[][] paths = {};
  private Object[] batch = {};

  /** What the judging thread used. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Used {
    /** CPU of the thread while it judged, in nanoseconds. */
    public long cpu;

    /** Events judged in that time. */
    public long events;
  }

  /** Loads the rules. */
  @Setup
  public void load() {
    judging = Contestants.of(contestant, new EqualityRules(rules), Path.of(work));
    paths = Requests.drawn(seed, rules).all();
  }

  /** Makes the next batch. */
  @Setup(Level.Invocation)
  public void make() {
    batch = Objects.requireNonNull(judging).events(paths);
  }

  /** Judges a batch. */
  @Benchmark
  public void judge(Used used, Blackhole judged) {
    Contestant by = Objects.requireNonNull(judging);
    long begun = THREADS.getCurrentThreadCpuTime();
    for (Object event : batch) {
      by.judge(event, judged);
    }
    used.cpu += THREADS.getCurrentThreadCpuTime() - begun;
    used.events += batch.length;
  }

  /** Ends the contestant. */
  @TearDown
  public void close() {
    Objects.requireNonNull(judging).close();
  }
}
