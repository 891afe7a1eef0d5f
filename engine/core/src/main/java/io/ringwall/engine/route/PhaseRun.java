package io.ringwall.engine.route;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.findings.Findings;
import io.ringwall.engine.flows.FlowLimits;
import io.ringwall.engine.flows.FlowTable;
import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.intake.Intake;
import io.ringwall.engine.intake.IntakeQueue;
import io.ringwall.engine.intake.Tally;
import io.ringwall.engine.learn.Learning;
import io.ringwall.engine.model.Model;
import io.ringwall.engine.plugins.InstalledRecording;
import io.ringwall.engine.plugins.InstalledSource;
import io.ringwall.engine.rules.Correlation;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.sdk.event.ContainerEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/** One phase of a replay: its sources, its engine time, its counts and its correlation. */
final class PhaseRun {
  private static final int WORKER_QUEUE = 4;
  private static final int CORRELATION_QUEUE = 8;
  private static final Duration PROGRESS = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String name;
  private final Shared shared;
  private final boolean teaches;
  private final Intake intake;
  private final List<Thread> sources = new ArrayList<>();
  private final List<InstalledSource> opened = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();

  /**
   * What all phases of a replay share.
   *
   * @param host the host's name
   * @param workers threads that judge
   * @param queue events that wait at most for each source
   * @param maxFlows flows followed at most
   * @param positions how far sources had come in a phase of this name
   * @param recalled told the ids of findings that an earlier replay of a file had raised
   * @param inventory starts that wait for their time
   * @param orders the last order given
   * @param admitted events let in
   * @param problems what went wrong without stopping the replay
   */
  record Shared(
      String host,
      int workers,
      int queue,
      int maxFlows,
      Identity identity,
      Model model,
      RuleBase rules,
      Findings findings,
      Function<String, Positions> positions,
      Consumer<String> recalled,
      EventWriter events,
      Tallies tallies,
      Deque<ContainerEvent> inventory,
      AtomicLong orders,
      AtomicLong admitted,
      Crew crew,
      Failure failure,
      List<String> problems) {
    void problem(String sentence) {
      synchronized (problems) {
        problems.add(sentence);
      }
    }
  }

  /**
   * A phase.
   *
   * @param teaches is it the phase that is there to learn
   */
  PhaseRun(String name, Shared shared, boolean teaches) {
    this.teaches = teaches;
    this.name = name;
    this.shared = shared;
    this.intake = new Intake(shared.queue());
    shared.failure().onFailure(intake::stop);
  }

  /** Reads these files to their end. */
  PhaseStatistics run(
      Map<InstalledRecording, List<Path>> recordings,
      boolean lastPhase,
      Consumer<ReplayProgress> progress)
      throws InterruptedException {
    for (Map.Entry<InstalledRecording, List<Path>> entry : recordings.entrySet()) {
      open(entry.getKey(), entry.getValue());
    }
    List<BlockingQueue<Batch>> queues = new ArrayList<>();
    List<Worker> workers = new ArrayList<>();
    for (int i = 0; i < shared.workers(); i++) {
      queues.add(new ArrayBlockingQueue<>(WORKER_QUEUE));
      workers.add(worker(i, queues.get(i)));
    }
    BlockingQueue<Batch> finished = new ArrayBlockingQueue<>(CORRELATION_QUEUE);
    var dispatcher =
        new Dispatcher(
            intake,
            shared.inventory(),
            lastPhase,
            new Dispatch(shared.identity(), queues, finished, shared.orders(), shared.admitted()));
    Duration longest = shared.rules().longestWindow();
    var learning = new Learning(shared.model(), longest);
    Correlation correlation = shared.rules().correlation();
    try {
      var station =
          new CorrelationStation(
              finished,
              correlation,
              learning,
              shared.findings(),
              shared.positions().apply(name),
              shared.recalled(),
              shared.events(),
              teaches,
              longest);
      Thread last = shared.crew().start(name + "-correlation", station::run);
      for (int i = 0; i < workers.size(); i++) {
        shared.crew().start(name + "-worker-" + i, workers.get(i)::run);
      }
      sources.forEach(Thread::start);
      shared.crew().start(name + "-dispatcher", dispatcher::run);
      await(last, progress);
      return statistics(dispatcher, workers, station);
    } catch (InterruptedException | RuntimeException e) {
      shared.failure().report(e);
      throw e;
    } finally {
      if (end()) {
        correlation.close();
      }
    }
  }

  private Worker worker(int number, BlockingQueue<Batch> queue) {
    var limits =
        new FlowLimits(
            Math.max(shared.maxFlows(), FlowTable.SHARDS),
            FlowLimits.DEFAULT.merging(),
            FlowLimits.DEFAULT.correcting());
    var flows = new FlowTable(shared.identity(), shared.model(), limits);
    return new Worker(
        number, queue, flows, shared.identity(), shared.model(), shared.rules(), new StationTime());
  }

  private void open(InstalledRecording recording, List<Path> paths) throws InterruptedException {
    Tally tally = shared.tallies().of(recording.name());
    for (InstalledSource source : sources(recording, paths, tally)) {
      IntakeQueue queue = intake.open(tally);
      opened.add(source);
      sources.add(shared.crew().make(name + "-" + recording.name(), () -> read(source, queue)));
    }
  }

  /** If they cannot be opened together, those that can be opened alone are. */
  private List<InstalledSource> sources(InstalledRecording recording, List<Path> paths, Tally tally)
      throws InterruptedException {
    var context = new ReplayContext(shared.host(), tally);
    try {
      List<InstalledSource> all = recording.open(paths, context);
      files.addAll(paths);
      return all;
    } catch (RingwallException together) {
      if (paths.size() == 1) {
        shared.problem(together.sentence());
        return List.of();
      }
    }
    List<Path> good = new ArrayList<>();
    for (Path path : paths) {
      try {
        recording.open(List.of(path), context).forEach(InstalledSource::close);
        good.add(path);
      } catch (RingwallException alone) {
        shared.problem(alone.sentence());
      }
    }
    return good.isEmpty() || good.size() == paths.size()
        ? List.of()
        : sources(recording, good, tally);
  }

  private void read(InstalledSource source, IntakeQueue queue) throws InterruptedException {
    try {
      source.run(queue);
    } catch (RingwallException e) {
      shared.problem(e.sentence() + "; what it had read by then is kept");
    } catch (InterruptedException e) {
      if (!shared.failure().happened()) {
        throw e;
      }
    } finally {
      queue.close();
      close(source);
    }
  }

  private void close(InstalledSource source) {
    try {
      source.close();
    } catch (RingwallException e) {
      shared.problem(e.sentence());
    }
  }

  private void await(Thread last, Consumer<ReplayProgress> progress) throws InterruptedException {
    while (!last.join(PROGRESS)) {
      progress.accept(progress());
    }
    shared.failure().throwIfAny();
    progress.accept(progress());
  }

  private ReplayProgress progress() {
    long done = 0;
    long total = 0;
    for (Tally tally : shared.tallies().all()) {
      Tally.Progress one = tally.progress();
      done += one.done();
      total += one.total();
    }
    return new ReplayProgress(name, done, total, shared.admitted().get());
  }

  /**
   * After a failure, threads may still be running; those that do not end are left behind.
   *
   * @return have the engine's own threads ended
   */
  private boolean end() {
    boolean interrupted = Thread.interrupted();
    boolean ended = false;
    try {
      for (int i = 0; i < sources.size(); i++) {
        end(sources.get(i), opened.get(i));
      }
      List<String> left = shared.crew().dismiss(PATIENCE);
      left.forEach(this::left);
      ended = left.isEmpty();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return ended;
  }

  private void end(Thread thread, InstalledSource source) throws InterruptedException {
    if (!thread.isAlive()) {
      return;
    }
    intake.stop();
    close(source);
    thread.interrupt();
    if (!Crew.ended(thread, PATIENCE)) {
      left(thread.getName());
    }
  }

  private void left(String thread) {
    shared.problem("the thread " + thread + " does not end, and is left behind");
  }

  private PhaseStatistics statistics(
      Dispatcher dispatcher, List<Worker> workers, CorrelationStation station) {
    SortedMap<String, Long> stations = new TreeMap<>();
    stations.put("flows", workers.stream().mapToLong(Worker::flowsBegun).sum());
    stations.put("events-judged", station.judged());
    stations.put("findings-raised", station.raised());
    stations.put("observations-counted", station.learning().counted());
    stations.put("observations-voided", station.learning().voided());
    stations.put("flows-waited-for-identity", dispatcher.waited());
    stations.put("starts-told-twice", dispatcher.twins());
    stations.put("evicted-flows", workers.stream().mapToLong(Worker::evicted).sum());
    stations.put("evicted-facts", station.correlation().evictedFacts());
    stations.put("evicted-counts", station.correlation().evictedCounts());
    return new PhaseStatistics(
        name, files, dispatcher.kinds(), stations, dispatcher.first(), dispatcher.last());
  }
}
