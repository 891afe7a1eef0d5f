package io.ringwall.app.command;

import com.google.inject.Inject;
import io.ringwall.app.text.Page;
import io.ringwall.app.text.ProgressBar;
import io.ringwall.app.text.ReplayText;
import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.Settings;
import io.ringwall.engine.findings.FindingJson;
import io.ringwall.engine.plugins.PluginHost;
import io.ringwall.engine.route.PluginStatistics;
import io.ringwall.engine.route.Replay;
import io.ringwall.engine.route.ReplayOutcome;
import io.ringwall.engine.route.ReplayProgress;
import io.ringwall.engine.route.ReplayRequest;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.FindingStatus;
import io.ringwall.sdk.finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ringwall replay}. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    descriptionHeading = "%n",
    description = {
      "Reads recordings (captures, logs) and says what was wrong in them.",
      "",
      "Files after --learn teach who talks to whom. The others are judged by what was learned, and"
          + " by all other rules. Without --learn, and without a model in --state, nobody knows"
          + " which connections are usual, so only the other rules speak."
    },
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringwall replay trace.pcapng",
      "  ringwall replay --learn normal.pcap normal.docker.jsonl \\",
      "                  --alert today.pcap today.docker.jsonl --inventory inventory.json",
      "  ringwall replay --learn monday.pcap --state model   (learn, and keep it)",
      "  ringwall replay --state model tuesday.pcap          (judge by it later)",
      "  ringwall replay --json --fail-on high trace.pcap    (for CI: exit code 1 on HIGH or worse)"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:read and judged, whatever was found; what could not be read was told and left out",
      "1:a finding reached the severity of --fail-on",
      "2:the command line cannot be understood",
      "65:nothing could be read; with --strict: something could not be read or judged",
      "69, 70, 74, 78, 130:see 'ringwall --help'"
    })
final class ReplayCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Installation installation;
  private final ThreadFactory threads;
  private final Termination termination;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "recordings to judge; the installed plugin that recognises a file reads it")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--learn",
      paramLabel = "FILE",
      arity = "1..*",
      description = "recordings to learn from, read before all others")
  private List<Path> learn = new ArrayList<>();

  @Option(
      names = "--alert",
      paramLabel = "FILE",
      arity = "1..*",
      description = "recordings to judge, the same as those without an option")
  private List<Path> alert = new ArrayList<>();

  @Option(
      names = "--inventory",
      paramLabel = "FILE",
      description =
          "which container held which address: a JSON array as 'docker inspect' prints it")
  private List<Path> inventories = new ArrayList<>();

  @Option(
      names = "--json",
      description =
          "findings and incidents as JSON Lines on standard output, and nothing else there")
  private boolean json;

  @Option(
      names = "--write-events",
      paramLabel = "FILE",
      description = "also write each event as it was judged, a line of JSON each")
  private @Nullable Path events;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description =
          "exit with 1 if a finding is this bad or worse: info, low, medium, high, critical")
  private @Nullable Severity failOn;

  @Option(
      names = "--strict",
      description = "exit with 65 if something could not be read or judged, though the rest was")
  private boolean strict;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "use this rule set, or those in this folder, besides the installed ones")
  private List<Path> rules = new ArrayList<>();

  @Mixin private Places places = new Places();

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "the host's name in findings (default: ${DEFAULT-VALUE})",
      defaultValue = ReplayRequest.DEFAULT_HOST)
  private String host = ReplayRequest.DEFAULT_HOST;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "threads that judge (default: as configured, else as many as cores)")
  private int workers;

  @Option(names = "--radar", hidden = true)
  private boolean radar;

  @Inject
  ReplayCommand(
      Terminal terminal,
      Installation installation,
      ThreadFactory threads,
      Termination termination) {
    this.terminal = terminal;
    this.installation = installation;
    this.threads = threads;
    this.termination = termination;
  }

  @Override
  public Integer call() throws InterruptedException {
    return termination.interruptible(this::replay);
  }

  private int replay() throws InterruptedException {
    ReplayRequest request = request();
    Configuration settings = installation.configuration(places.configuration());
    RuleBase base = installation.rules(settings, rules);
    ReplayOutcome outcome;
    try (var temporary = TemporaryFolder.make();
        PluginHost plugins = installation.plugins(settings, places, temporary.path());
        var bar = new ProgressBar(terminal.err(), terminal.errIsTerminal())) {
      var replay = new Replay(settings, plugins, base, threads, temporary.path());
      outcome = replay.run(request, progress -> show(bar, progress));
    }
    outcome.problems().forEach(terminal::tell);
    if (json) {
      outcome.plugins().forEach(this::tellLosses);
      printJson(outcome);
    } else {
      Page page = terminal.page();
      new ReplayText(page).write(outcome, inventories);
      terminal.print(page);
    }
    if (reached(outcome)) {
      return ExitCode.FOUND;
    }
    if (outcome.unread()) {
      terminal.tell("nothing could be read");
      return ExitCode.INPUT;
    }
    if (strict && outcome.incomplete()) {
      terminal.tell("--strict: something could not be read or judged");
      return ExitCode.INPUT;
    }
    return ExitCode.DONE;
  }

  private ReplayRequest request() {
    if (radar) {
      throw mistake("--radar: the radar page is not part of this version");
    }
    if (workers < 0 || workers > Settings.WORKERS_MAX) {
      throw mistake(
          "--workers: expected a number from 1 to "
              + Settings.WORKERS_MAX
              + ", or 0 for as many as cores, found "
              + workers);
    }
    if (host.isBlank()) {
      throw mistake("--host: expected a name, found nothing");
    }
    List<Path> judged = new ArrayList<>(alert);
    judged.addAll(files);
    if (learn.isEmpty() && judged.isEmpty()) {
      throw mistake("expected a recording to read, such as trace.pcap");
    }
    refuseToOverwrite(judged);
    return new ReplayRequest(learn, judged, inventories, places.state(), host, workers, events);
  }

  private void refuseToOverwrite(List<Path> judged) {
    Path written = events;
    if (written == null) {
      return;
    }
    for (List<Path> inputs : List.of(learn, judged, inventories)) {
      for (Path input : inputs) {
        if (isSame(written, input)) {
          throw mistake(
              "--write-events: "
                  + written
                  + " is what is read as "
                  + input
                  + "; name another file");
        }
      }
    }
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      // One that is not there, or is told of where it is read.
      return false;
    }
  }

  private ParameterException mistake(String sentence) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
  }

  private static void show(ProgressBar bar, ReplayProgress progress) {
    String what = progress.phase().equals("learn") ? "learning" : "watching";
    bar.show(
        what,
        progress.done(),
        progress.total(),
        String.format(java.util.Locale.ROOT, "%,d events", progress.events()));
  }

  /** The text has them; a program that reads findings only must not miss them. */
  private void tellLosses(PluginStatistics plugin) {
    if (!plugin.malformed().isEmpty()) {
      terminal.tell(
          plugin.name() + ": could not be read, and was skipped: " + listed(plugin.malformed()));
    }
    if (!plugin.dropped().isEmpty()) {
      terminal.tell(plugin.name() + ": lost: " + listed(plugin.dropped()));
    }
  }

  private static String listed(SortedMap<String, Long> counters) {
    return counters.entrySet().stream()
        .map(counter -> counter.getValue() + " " + counter.getKey())
        .collect(Collectors.joining(", "));
  }

  private void printJson(ReplayOutcome outcome) {
    var form = new FindingJson();
    for (Finding finding : outcome.findings()) {
      if (finding.status() != FindingStatus.SUPPRESSED) {
        terminal.out().print(form.write(finding) + "\n");
      }
    }
    terminal.out().flush();
  }

  private boolean reached(ReplayOutcome outcome) {
    Severity least = failOn;
    return least != null
        && outcome.findings().stream()
            .filter(finding -> finding.status() != FindingStatus.SUPPRESSED)
            .filter(finding -> finding.status() != FindingStatus.WITHDRAWN)
            .anyMatch(finding -> finding.severity().compareTo(least) >= 0);
  }
}
