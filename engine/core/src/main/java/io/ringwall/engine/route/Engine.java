package io.ringwall.engine.route;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.Problems;
import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.engine.config.Settings;
import io.ringwall.engine.findings.FindingLimits;
import io.ringwall.engine.findings.Findings;
import io.ringwall.engine.findings.Mark;
import io.ringwall.engine.flows.FlowLimits;
import io.ringwall.engine.flows.FlowTable;
import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.identity.IdentityLimits;
import io.ringwall.engine.intake.LiveIntake;
import io.ringwall.engine.judge.InlineJudge;
import io.ringwall.engine.learn.Learning;
import io.ringwall.engine.model.Model;
import io.ringwall.engine.plugins.Admission;
import io.ringwall.engine.plugins.Engagement;
import io.ringwall.engine.plugins.InstalledCheck;
import io.ringwall.engine.plugins.InstalledSink;
import io.ringwall.engine.plugins.PluginService;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.plugin.ActuatorContext;
import io.ringwall.sdk.plugin.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A running engine: what happens now takes the route; plugins, rule sets and configuration change
 * while it does; what was acknowledged survives its end, however that comes.
 *
 * <pre>{@code
 * try (Engine engine = Engine.start(setup)) {
 *   engine.await();   // until stop() is called, or the engine cannot go on
 * }
 * }</pre>
 */
public final class Engine implements AutoCloseable {
  static final String PHASE = "run";

  /** Observations wait so much longer than the longest window. */
  private static final Duration SETTLES = Duration.ofSeconds(5);

  private static final int WORKER_QUEUE = 4;
  private static final int CORRELATION_QUEUE = 8;

  /** So long engine time stands still at first, for sources to give again what fills windows. */
  private static final Duration START = Duration.ofMillis(500);

  /**
   * So long after its close a flow takes in what other witnesses say of it: those that are live are
   * at most 2 s behind, and those that are later say by how much.
   */
  private static final Duration MERGING = Duration.ofSeconds(10);

  /** An inventory that is later than this corrects nothing any more. */
  private static final Duration CORRECTING = Duration.ofSeconds(60);

  /**
   * Sources, the route and sinks have so long each to come to their end; together less than 5 s.
   */
  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  /** What has not begun by then is no longer waited for at the start. */
  private static final Duration OPENING = Duration.ofSeconds(5);

  private final EngineSetup setup;
  private final Settings settings;
  private final Failure failure = new Failure("engine");
  private final Crew crew;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(1);
  private volatile List<String> beginning = List.of();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Tallies tallies;
  private final BusyTimes busy = new BusyTimes();
  private final SeverityCounts revisions = new SeverityCounts();
  private final Model model;
  private final FindingLedger ledger;
  private final Identity identity;
  private final InlineJudge judge;
  private final RunningRules running;
  private final RunningRules.Loaded loaded;
  private final LiveIntake intake;
  private final LiveUpkeep upkeep;
  private final LiveCorrelation correlation;
  private final LiveDispatcher dispatcher;
  private final List<Worker> workers = new ArrayList<>();
  private final LiveStations stations;
  private final EventTap tap = new EventTap();
  private final ConfiguredModes modes;
  private final Operations operations;
  private @Nullable Thread last;
  private volatile @Nullable PluginService plugins;

  private Engine(EngineSetup setup, Configuration configuration) {
    this.setup = setup;
    this.tallies =
        new Tallies((plugin, sentence) ->
            setup.notices().tell(Notices.Level.WARN, "plugin " + plugin, sentence));
    this.crew = new Crew(setup.threads(), failure);
    failure.onFailure(this::stop);
    this.settings = configuration.settings();
    this.running = new RunningRules(folder("rulesets"));
    Ground ground = setup.ground();
    this.loaded = running.load(ground.ruleSets(configuration), ground.loading(configuration));
    RuleBase rules = loaded.rules();
    this.model = new Model(configuration);
    this.ledger =
        FindingLedger.open(
            setup.state().resolve("ledger"),
            model,
            crew::unwatched,
            new PatientLedger(setup.notices()));
    ledger.settle();
    var learning = new Learning(model, rules.longestWindow());
    learning.restore(ledger.undecided(), setup.clock().instant());
    this.modes = new ConfiguredModes(model, learning, ledger.operators(), setup.notices());
    modes.begin(configuration);
    var knowledge = new ModelKnowledge(model);
    knowledge.refresh();
    this.identity = new Identity(setup.host(), IdentityLimits.DEFAULT);
    identity.askedBy(ProcessHandle.current().pid());
    settings.networks().forEach((name, block) -> identity.network(name, block, null));
    this.judge = new InlineJudge(identity, model, rules, settings.inline(), System::nanoTime);
    Positions positions = ledger.positions(PHASE, rules.longestWindow().plus(SETTLES));
    this.intake = new LiveIntake(settings.queue(), setup.clock());
    this.upkeep = new LiveUpkeep(model, learning, knowledge, ledger, positions);
    List<BlockingQueue<Batch>> queues = new ArrayList<>();
    for (int i = 0; i < workers(settings); i++) {
      queues.add(new ArrayBlockingQueue<>(WORKER_QUEUE));
      workers.add(worker(i, queues.get(i), settings, rules));
    }
    var delays = new Delays();
    BlockingQueue<Batch> finished = new ArrayBlockingQueue<>(CORRELATION_QUEUE);
    this.correlation =
        new LiveCorrelation(
            finished,
            rules,
            delays,
            findings(knowledge),
            learning,
            positions,
            upkeep,
            tap,
            busy.of("correlation"));
    var dispatch = new Dispatch(identity, queues, finished, new AtomicLong(), new AtomicLong());
    this.dispatcher =
        new LiveDispatcher(intake, dispatch, delays, setup.clock(), START, busy.of("dispatch"));
    this.stations = stations(positions);
    this.operations = new Operations(model, learning, modes, ledger, upkeep, tap, setup.clock());
  }

  private LiveStations stations(Positions positions) {
    var context =
        new LiveContext.Running(
            setup.host(),
            Long.toHexString(setup.clock().instant().toEpochMilli()),
            setup.clock(),
            judge,
            positions);
    return new LiveStations(
        context,
        setup.notices(),
        tallies,
        intake,
        identity,
        this::employ,
        actuator -> () -> {},
        Engine::noActuators);
  }

  private static ActuatorContext noActuators(String name) {
    throw new RingwallException(
        Category.CONFIGURATION,
        "actuator '" + name + "': a running engine does not drive actuators yet");
  }

  private Engagement employ(InstalledSink sink) {
    long position = ledger.sinkPosition(sink.name());
    return new LiveSink(
            sink,
            ledger.revisions(),
            tallies.of(sink.name()),
            position,
            reached -> ledger.reached(sink.name(), reached),
            crew)
        .start();
  }

  /**
   * Starts an engine: when this returns, what this host offers is on its way into service; {@link
   * #awaitBegun} waits for it.
   *
   * @throws RingwallException when the configuration is wrong, the state cannot be used, or the
   *     engine cannot be made at all; nothing of it is left running then
   */
  public static Engine start(EngineSetup setup) throws InterruptedException {
    Configuration configuration = setup.ground().configuration();
    var engine = new Engine(setup, configuration);
    try {
      engine.begin(configuration);
      return engine;
    } catch (InterruptedException | RuntimeException | Error e) {
      engine.close();
      throw e;
    }
  }

  private void begin(Configuration configuration) throws InterruptedException {
    last = crew.start("correlation", correlation::run);
    workers.forEach(worker -> crew.start(worker.name(), worker::run));
    crew.start("dispatcher", dispatcher::run);
    PluginService service = plugins(configuration.settings());
    plugins = service;
    var reload =
        new Reload(setup.ground(), setup.notices(), running, configuration, takeover(service));
    reload.tell(loaded);
    crew.start(
        "beginning",
        () -> {
          beginning = service.awaitBegun(OPENING);
          begun.countDown();
        });
    crew.start(
        "reload",
        () -> {
          // Who starts an engine need not wait for it, and no event should.
          begun.await();
          loaded.rules().loadCode();
          reload.run();
        });
  }

  private Findings findings(ModelKnowledge knowledge) {
    var findings = new Findings(knowledge, FindingLimits.DEFAULT, this::append);
    findings.restore(ledger.restored(), ledger.restoredCounted());
    return findings;
  }

  private void append(Finding finding, List<Mark> counted) {
    revisions.count(finding);
    ledger.append(finding, counted, () -> setup.notices().finding(finding));
  }

  private Worker worker(int number, BlockingQueue<Batch> queue, Settings settings, RuleBase rules) {
    var limits =
        new FlowLimits(
            Math.max(settings.model().maxFlows(), FlowTable.SHARDS), MERGING, CORRECTING);
    var flows = new FlowTable(identity, model, limits, intake::longestDelay);
    return new Worker(number, queue, flows, identity, model, rules, busy.of("workers"));
  }

  private static int workers(Settings settings) {
    return settings.workers() > 0 ? settings.workers() : Runtime.getRuntime().availableProcessors();
  }

  private Path folder(String name) {
    try {
      return Files.createDirectories(setup.temporary().resolve(name));
    } catch (IOException e) {
      throw new RingwallException(
          Category.RESOURCE,
          "no folder can be made in " + setup.temporary() + ": " + Reasons.of(e),
          e);
    }
  }

  private PluginService plugins(Settings settings) throws InterruptedException {
    var problems = new Problems();
    PluginService service =
        PluginService.open(
            setup.plugins(),
            folder("plugins"),
            Admission.of(settings.pluginAdmission()),
            settings.plugins(),
            problems,
            setup.threads(),
            setup.clock());
    try {
      problems.throwIfAny();
      service.start(stations);
      return service;
    } catch (RingwallException e) {
      service.close();
      throw e;
    }
  }

  /** What is reloaded is taken over by the parts that use it. */
  private Reload.Target takeover(PluginService service) {
    return new Reload.Target() {
      @Override
      public String configure(Configuration configuration) throws InterruptedException {
        modes.check(configuration);
        service.configure(configuration.settings().plugins());
        judge.configure(configuration.settings().inline());
        upkeep.errand(() -> configured(configuration));
        return "modes, allow-list and plugins hold as they now stand";
      }

      @Override
      public void rules(RuleBase rules) {
        judge.rules(rules);
        dispatcher.rules(new Step.Rules(rules));
      }
    };
  }

  private void configured(Configuration configuration) {
    modes.configure(configuration);
    upkeep.learned();
  }

  /**
   * Waits until {@link #stop} is called.
   *
   * @throws RingwallException when something failed that the engine cannot go on without
   */
  public void await() throws InterruptedException {
    stopped.await();
    failure.throwIfAny();
  }

  /**
   * Waits until each source, identity provider and sink has begun, or has failed to, and the
   * operator was told why; at most 5 s, or until {@link #stop} is called. What happens from then on
   * is seen by all that have begun.
   *
   * @return who is still beginning, as {@code source 'docker'}
   * @throws RingwallException when something failed that the engine cannot go on without
   */
  public List<String> awaitBegun() throws InterruptedException {
    begun.await();
    failure.throwIfAny();
    return beginning;
  }

  /** Makes {@link #await} and {@link #awaitBegun} return. Any thread. */
  public void stop() {
    begun.countDown();
    stopped.countDown();
  }

  /** What it was started with. */
  public Settings settings() {
    return settings;
  }

  /** What an operator asks of it, and tells it. Any thread. */
  public Operations operations() {
    return operations;
  }

  /** What the plugins that are loaded now need of this host. Runs code of the plugins. */
  public List<InstalledCheck> checks() throws InterruptedException {
    PluginService service = plugins;
    return service == null ? List.of() : service.checks();
  }

  /** This host's name, as it stands in events and findings. */
  public String host() {
    return setup.host();
  }

  /** How it fares. Any thread. */
  public EngineStatistics statistics() {
    PluginService service = plugins;
    return new EngineStatistics(
        dispatcher.token(),
        stations.sources(),
        tallies.statistics(),
        service == null ? List.of() : service.statuses(),
        correlation.given(),
        correlation.judged(),
        correlation.late(),
        correlation.early(),
        correlation.raised(),
        revisions.counts(),
        busy.seconds(),
        ledger.statistics(),
        upkeep.edges());
  }

  /**
   * Stops: plugins first, then what sources handed over takes the route to its end, and the ledger
   * is synced. What sinks were not given any more they are given at the next start.
   *
   * @throws RingwallException when not everything could be made safe
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    stop();
    tap.close();
    boolean interrupted = Thread.interrupted();
    boolean failed = failure.happened();
    try {
      if (plugins instanceof PluginService service) {
        service.stopSources(PATIENCE);
      }
      intake.stop();
      if (last instanceof Thread thread && !Crew.ended(thread, PATIENCE)) {
        setup
            .notices()
            .tell(Notices.Level.WARN, "engine", "what was handed over last is left unjudged");
      }
      if (!failed) {
        ledger.sync(PATIENCE);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      release();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!failed && !ledger.isSafe()) {
      throw new RingwallException(
          Category.RESOURCE,
          "the ledger in "
              + setup.state()
              + " could not be written to its end; what was not acknowledged is given again by its"
              + " sources at the next start");
    }
  }

  /** The ledger is closed whatever the plugins' host does, and writes what waits. */
  private void release() {
    try {
      if (plugins instanceof PluginService service) {
        service.close();
      }
    } finally {
      crew.end();
      ledger.close();
    }
  }
}
