package io.ringwall.bench.pipeline;

import com.sun.management.OperatingSystemMXBean;
import io.ringwall.bench.rules.EqualityRules;
import io.ringwall.engine.route.EngineStatistics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What an event costs from its making until it is judged, counted, correlated and, where it ends in
 * a finding, written: CPU of the whole process, the collector's and the compiler's included.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Route {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final long EVENTS = 1_000_000;
  private static final long LOOK_MILLIS = 1;

  /** Number of rules. */
  @Param("1000")
  public int rules;

  /** Where files may be written. */
  @Param("target")
  public String work = "";

  private @Nullable Flooded engine;

  /** What the process used. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Used {
    /** CPU of the process, in nanoseconds. */
    public long cpu;

    /** Wall time, in nanoseconds. */
    public long wall;

    /** Events judged in that time. */
    public long events;

    /** What rules raised in that time. */
    public long raised;
  }

  /** Starts the engine. */
  @Setup
  public void start() throws IOException, InterruptedException {
    Path folder = Path.of(work, "route");
    engine = new Flooded(new EqualityRules(rules).writeRouteTo(folder), folder);
  }

  /** Waits until so many more events are judged. */
  @Benchmark
  public void judged(Used used) throws InterruptedException {
    Flooded flooded = Objects.requireNonNull(engine);
    long cpu = PROCESS.getProcessCpuTime();
    long wall = System.nanoTime();
    EngineStatistics before = flooded.statistics();
    EngineStatistics after = before;
    while (after.judged() < before.judged() + EVENTS) {
      Thread.sleep(LOOK_MILLIS);
      after = flooded.statistics();
    }
    used.cpu += PROCESS.getProcessCpuTime() - cpu;
    used.wall += System.nanoTime() - wall;
    used.events += after.judged() - before.judged();
    used.raised += after.raised() - before.raised();
  }

  /** Stops it. */
  @TearDown
  public void stop() {
    Objects.requireNonNull(engine).close();
  }
}
