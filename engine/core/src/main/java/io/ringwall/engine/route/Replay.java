package io.ringwall.engine.route;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.engine.config.Settings;
import io.ringwall.engine.findings.FindingLimits;
import io.ringwall.engine.findings.Findings;
import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.identity.IdentityLimits;
import io.ringwall.engine.intake.Tally;
import io.ringwall.engine.model.Model;
import io.ringwall.engine.model.Phase;
import io.ringwall.engine.plugins.InstalledFactory;
import io.ringwall.engine.plugins.InstalledRecording;
import io.ringwall.engine.plugins.InstalledSink;
import io.ringwall.engine.plugins.PluginHost;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.engine.rules.RuleStatistics;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.plugin.Reasons;
import io.ringwall.sdk.plugin.SinkContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads recordings and says what the rules make of them. The same input gives the same findings,
 * byte for byte, with any number of workers.
 *
 * <pre>{@code
 * try (PluginHost plugins = PluginHost.open(folder, temporary, admission, sections, problems)) {
 *   Replay replay = new Replay(configuration, plugins, rules, Thread::new, temporary);
 *   ReplayOutcome outcome = replay.run(ReplayRequest.of(files), progress -> {});
 * }
 * }</pre>
 */
public final class Replay {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String LEARN = "learn";
  private static final String ALERT = "alert";

  private final Configuration configuration;
  private final PluginHost plugins;
  private final RuleBase rules;
  private final ThreadFactory threads;
  private final Path temporary;

  /**
   * A replay by these rules and plugins.
   *
   * @param threads makes the threads
   * @param temporary an existing folder, for files that are needed only while a replay runs
   */
  public Replay(
      Configuration configuration,
      PluginHost plugins,
      RuleBase rules,
      ThreadFactory threads,
      Path temporary) {
    this.configuration = configuration;
    this.plugins = plugins;
    this.rules = rules;
    this.threads = threads;
    this.temporary = temporary;
  }

  /**
   * Runs a replay on the calling thread and threads of its own, which have ended when it returns.
   *
   * @param progress told about ten times a second, on the calling thread
   * @return what it came to; findings of earlier runs in the same state are not among them
   * @throws InterruptedException when interrupted; the replay is stopped
   * @throws RingwallException when there is nothing to read, the state cannot be used, or something
   *     failed that the replay cannot go on without
   */
  public ReplayOutcome run(ReplayRequest request, Consumer<ReplayProgress> progress)
      throws InterruptedException {
    Path scratch = null;
    try {
      scratch = Files.createTempDirectory(temporary, "replay-");
      Path state = request.state() == null ? scratch : request.state();
      return new Run(request, progress).run(state.resolve("ledger"));
    } catch (IOException e) {
      throw new RingwallException(
          Category.RESOURCE, "no temporary folder in " + temporary + ": " + Reasons.of(e), e);
    } finally {
      delete(scratch);
    }
  }

  private static void delete(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One run. */
  private final class Run {
    private final ReplayRequest request;
    private final Consumer<ReplayProgress> progress;
    private final List<String> problems = new ArrayList<>();
    private final Tallies tallies = new Tallies();
    private final Failure failure = new Failure("replay");
    private final Crew crew = new Crew(threads, failure);
    private final Set<String> told = new HashSet<>();
    private final List<PhaseStatistics> phases = new ArrayList<>();

    Run(ReplayRequest request, Consumer<ReplayProgress> progress) {
      this.request = request;
      this.progress = progress;
    }

    ReplayOutcome run(Path ledgerFolder) throws InterruptedException {
      var recognition = new Recognition(plugins.recordings(), problems);
      Map<InstalledRecording, List<Path>> learn = recognition.sort(request.learn());
      Map<InstalledRecording, List<Path>> alert = recognition.sort(request.alert());
      if (learn.isEmpty() && alert.isEmpty()) {
        throw new RingwallException(
            Category.INPUT,
            problems.isEmpty() ? "no recording was given" : String.join("\n", problems));
      }
      Identity identity = identity();
      Deque<ContainerEvent> inventory =
          new InventoryReader(plugins.inventories(), identity, tallies, request.host(), problems)
              .read(request.inventories());
      var model = new Model(configuration);
      try (FindingLedger ledger = FindingLedger.open(ledgerFolder, model, crew::unwatched);
          EventWriter events = EventWriter.to(request.events())) {
        Sinks sinks = openSinks(ledger);
        try {
          return phases(ledger, events, identity, model, inventory, learn, alert, sinks);
        } finally {
          sinks.end();
        }
      }
    }

    private ReplayOutcome phases(
        FindingLedger ledger,
        EventWriter events,
        Identity identity,
        Model model,
        Deque<ContainerEvent> inventory,
        Map<InstalledRecording, List<Path>> learn,
        Map<InstalledRecording, List<Path>> alert,
        Sinks sinks)
        throws InterruptedException {
      var knowledge = new ModelKnowledge(model);
      var findings =
          new Findings(
              knowledge,
              FindingLimits.DEFAULT,
              (finding, counted) -> {
                told.add(finding.id());
                ledger.append(finding, counted);
              });
      String inputs = Inputs.of(request);
      ledger.begin(inputs);
      findings.restore(ledger.restored(), ledger.restoredCounted());
      Duration window = rules.longestWindow();
      List<Positions> reached = new ArrayList<>();
      Settings settings = configuration.settings();
      var shared =
          new PhaseRun.Shared(
              request.host(),
              workers(),
              settings.queue(),
              settings.model().maxFlows(),
              identity,
              model,
              rules,
              findings,
              phase -> {
                Positions positions = ledger.positions(phase, window);
                reached.add(positions);
                return positions;
              },
              told::add,
              events,
              tallies,
              inventory,
              new AtomicLong(),
              new AtomicLong(),
              crew,
              failure,
              problems);
      knowledge.refresh();
      if (!request.learn().isEmpty()) {
        model.phase(Phase.LEARN);
        phases.add(new PhaseRun(LEARN, shared, true).run(learn, alert.isEmpty(), progress));
        model.graduate();
        knowledge.refresh();
        ledger.append(model.takeChanges());
      }
      if (!alert.isEmpty()) {
        model.phase(Phase.ALERT);
        phases.add(new PhaseRun(ALERT, shared, false).run(alert, true, progress));
        ledger.append(model.takeChanges());
      }
      ledger.appendGrown();
      reached.forEach(positions -> positions.write(Instant.MIN, List.of()));
      ledger.end(inputs);
      ledger.sync();
      sinks.end();
      ledger.appendPositions();
      ledger.renewWhenGrown();
      ledger.sync();
      failure.throwIfAny();
      failedRules();
      List<Finding> last =
          findings.last().stream().filter(finding -> told.contains(finding.id())).toList();
      return new ReplayOutcome(last, model, phases, tallies.statistics(), problems);
    }

    private Identity identity() {
      var identity = new Identity(request.host(), IdentityLimits.DEFAULT);
      configuration
          .settings()
          .networks()
          .forEach((name, block) -> identity.network(name, block, null));
      return identity;
    }

    private int workers() {
      int configured =
          request.workers() > 0 ? request.workers() : configuration.settings().workers();
      return configured > 0 ? configured : Runtime.getRuntime().availableProcessors();
    }

    private void failedRules() {
      for (RuleStatistics rule : rules.statistics()) {
        if (rule.failed() > 0) {
          problems.add(
              rule.file()
                  + ":"
                  + rule.line()
                  + ": rule '"
                  + rule.rule()
                  + "' failed on "
                  + rule.failed()
                  + " events: "
                  + rule.failure());
        }
      }
    }

    private Sinks openSinks(FindingLedger ledger) throws InterruptedException {
      var sinks = new Sinks();
      try {
        for (var factory : plugins.sinks()) {
          if (factory.configured()) {
            sinks.open(factory, ledger);
          }
        }
      } catch (RuntimeException e) {
        sinks.end();
        throw e;
      }
      sinks.start();
      ledger.give(sinks.stations);
      return sinks;
    }

    /** The opened sinks and their threads. */
    private final class Sinks {
      private final List<SinkStation> stations = new ArrayList<>();
      private final List<Thread> running = new ArrayList<>();
      private boolean ended;

      void open(InstalledFactory<SinkContext, InstalledSink> factory, FindingLedger ledger)
          throws InterruptedException {
        Tally tally = tallies.of(factory.name());
        stations.add(
            new SinkStation(
                factory.name(),
                factory.open(new FindingContext(tally)),
                tally,
                ledger.sinkPosition(factory.name()),
                problems));
      }

      void start() {
        for (SinkStation station : stations) {
          Thread thread = crew.make("sink-" + station.name(), station::run);
          running.add(thread);
          thread.start();
        }
      }

      /** Lets them take what waits, and closes them. */
      void end() throws InterruptedException {
        if (ended) {
          return;
        }
        ended = true;
        stations.forEach(SinkStation::end);
        for (Thread thread : running) {
          boolean failed = failure.happened() || Thread.currentThread().isInterrupted();
          if (!failed) {
            thread.join();
          } else if (!Crew.ended(thread, PATIENCE)) {
            thread.interrupt();
          }
        }
      }
    }
  }
}
