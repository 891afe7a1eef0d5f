package io.ringwall.app.command;

import com.google.inject.Inject;
import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.engine.doctor.RecentExamination;
import io.ringwall.engine.route.Engine;
import io.ringwall.engine.route.EngineSetup;
import io.ringwall.engine.route.Notices;
import io.ringwall.sdk.plugin.Reasons;
import io.ringwall.server.ApiServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringwall run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    descriptionHeading = "%n",
    description = {
      "Watches this host until it is told to stop (SIGTERM, Ctrl-C).",
      "",
      "Without a configuration every source that this host offers is used, and all scopes learn."
          + " Plugins, rule sets, modes and the allow-list are taken anew when their files change;"
          + " what is wrong is refused with a reason, and what ran before stays.",
      "",
      "It starts with what there is, and says what is missing and how to get it, as 'doctor' does.",
      "",
      "What an operator needs to know is written to standard error, a line each."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringwall run                        (state in var/ of this installation)",
      "  ringwall run --state /var/lib/ringwall -c /etc/ringwall/ringwall.yaml",
      "  ringwall run --socket /run/ringwall.sock   (see status, findings, events, mode)",
      "  ringwall run --log json 2>>ringwall.log"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:told to stop, and stopped; what was acknowledged is safe",
      "2:the command line cannot be understood",
      "69, 70, 74, 78:see 'ringwall --help'"
    })
final class RunCommand implements Callable<Integer> {
  /** Classes of rules are loaded for about so long after the start. */
  private static final Duration SETTLES = Duration.ofSeconds(2);

  private final Terminal terminal;
  private final Home home;
  private final Installation installation;
  private final ThreadFactory threads;
  private final InstantSource clock;
  private final Termination termination;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "use this rule set, or those in this folder, besides the installed ones")
  private List<Path> rules = new ArrayList<>();

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "this host's name in events and findings (default: what the system calls it)")
  private @Nullable String host;

  @Option(
      names = "--log",
      paramLabel = "FORM",
      description = "text or json (default: ${DEFAULT-VALUE})",
      defaultValue = "text")
  private Form log = Form.TEXT;

  @Mixin private Places places = new Places();

  @Mixin private EngineSocket socket = new EngineSocket();

  /** How lines for the operator are written. */
  enum Form {
    TEXT,
    JSON
  }

  @Inject
  RunCommand(
      Terminal terminal,
      Home home,
      Installation installation,
      ThreadFactory threads,
      InstantSource clock,
      Termination termination) {
    this.terminal = terminal;
    this.home = home;
    this.installation = installation;
    this.threads = threads;
    this.clock = clock;
    this.termination = termination;
  }

  @Override
  public Integer call() throws InterruptedException {
    Path asked = socket.path();
    if (asked != null) {
      ApiServer.check(asked);
    }
    var notices = new OperatorLog(terminal.err(), clock, log == Form.JSON);
    var stopped = new CountDownLatch(1);
    var running = new AtomicReference<@Nullable Engine>();
    return termination.run(
        () -> run(notices, running, stopped),
        () -> {
          stopped.countDown();
          Engine engine = running.get();
          if (engine != null) {
            engine.stop();
          }
        });
  }

  private int run(
      Notices notices, AtomicReference<@Nullable Engine> running, CountDownLatch stopped)
      throws InterruptedException {
    Path kept = places.state(home);
    try (var temporary = TemporaryFolder.make();
        Engine engine = Engine.start(setup(kept, temporary.path(), notices));
        Metrics metrics = Metrics.of(engine)) {
      running.set(engine);
      RecentExamination host = new HostNeeds(kept, threads, clock).of(engine);
      try (ApiServer api = api(engine, host)) {
        watch(engine, host, where(kept, metrics, api), notices, stopped);
      }
    }
    notices.tell(Notices.Level.INFO, "ringwall", "stopped");
    return ExitCode.DONE;
  }

  private void watch(
      Engine engine, RecentExamination host, String where, Notices notices, CountDownLatch stopped)
      throws InterruptedException {
    List<String> opening = stopped.getCount() > 0 ? engine.awaitBegun() : List.of();
    if (stopped.getCount() > 0) {
      notices.tell(Notices.Level.INFO, "ringwall", ready(opening) + where);
      HostRemarks.tell(host, notices, threads);
    }
    if (!stopped.await(SETTLES.toMillis(), TimeUnit.MILLISECONDS)) {
      HeapTarget.settle();
      engine.await();
    }
    notices.tell(Notices.Level.INFO, "ringwall", "stopping");
  }

  private static String ready(List<String> opening) {
    return opening.isEmpty() ? "ready" : "ready, still opening: " + String.join(", ", opening);
  }

  private static String where(Path kept, Metrics metrics, @Nullable ApiServer api) {
    String socket = api == null ? "" : "; socket " + api.socket();
    return "; state in " + kept + metrics.where() + socket;
  }

  private @Nullable ApiServer api(Engine engine, RecentExamination host) {
    Path asked = socket.path();
    return asked == null ? null : ApiServer.open(asked, engine, host, Version.number(), clock);
  }

  private EngineSetup setup(Path kept, Path temporary, Notices notices) {
    try {
      Files.createDirectories(kept);
    } catch (IOException e) {
      throw new RingwallException(
          Category.RESOURCE, "state " + kept + ": cannot be made: " + Reasons.of(e), e);
    }
    return new EngineSetup(
        host == null ? hostName() : host,
        kept,
        places.plugins(home),
        temporary,
        installation.ground(places.configuration(), rules),
        notices,
        threads,
        clock);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
