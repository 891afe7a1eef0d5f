package io.ringwall.bench.detection;

import io.ringwall.bench.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the product over captures, as a user would. */
final class Replays {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /**
   * What came of one capture.
   *
   * @param failure why it counts as a crash; empty if it does not
   * @param alarms findings of the rule set {@code recon}
   * @param flows all flows that were judged
   * @param cpuSeconds user and system time of the process
   */
  record Result(String failure, List<Alarm> alarms, List<Connection> flows, double cpuSeconds) {}

  private final Path ringwall;
  private final Path captures;
  private final Path work;
  private final JsonMapper mapper = new JsonMapper();

  Replays(Path ringwall, Path captures, Path work) {
    this.ringwall = ringwall;
    this.captures = captures;
    this.work = work;
  }

  /** Replays all, so many at a time; in the order given. */
  Map<Capture, Result> run(List<Capture> all, int atATime) throws InterruptedException {
    Map<Capture, Result> results =
        new TreeMap<>((one, other) -> one.file().compareTo(other.file()));
    try (ExecutorService pool = Executors.newFixedThreadPool(atATime)) {
      Map<Capture, Future<Result>> running =
          new TreeMap<>((one, other) -> one.file().compareTo(other.file()));
      for (Capture capture : all) {
        Callable<Result> task = () -> replay(capture);
        running.put(capture, pool.submit(task));
      }
      for (Map.Entry<Capture, Future<Result>> entry : running.entrySet()) {
        results.put(entry.getKey(), result(entry.getValue()));
      }
    }
    return results;
  }

  private static Result result(Future<Result> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      return new Result(String.valueOf(e.getCause()), List.of(), List.of(), 0);
    }
  }

  /** The command for one capture, for people. */
  static String command() {
    return "bin/ringwall replay --json --write-events EVENTS CAPTURE";
  }

  private Result replay(Capture capture) throws IOException, InterruptedException {
    String name = capture.file().replace('/', '_');
    Path events = work.resolve(name + ".events.jsonl");
    Command.Outcome outcome =
        new Command(
                List.of(
                    ringwall.toString(),
                    "replay",
                    "--json",
                    "--write-events",
                    events.toString(),
                    captures.resolve(capture.file()).toString()))
            .run(work.resolve(name), LONGEST);
    String failure = failure(outcome);
    List<Connection> flows = Files.exists(events) ? Connection.read(events) : List.of();
    Files.deleteIfExists(events);
    return new Result(failure, alarms(outcome.output()), flows, outcome.cpuSeconds());
  }

  private static String failure(Command.Outcome outcome) {
    if (outcome.timedOut()) {
      return "did not end within " + LONGEST.toSeconds() + " s";
    }
    String errors = outcome.errors();
    boolean trace = errors.contains("\tat ") || errors.contains("Exception in thread");
    if (outcome.exitCode() != 0 || trace) {
      String first = errors.lines().findFirst().orElse("");
      return "exit code " + outcome.exitCode() + ": " + first;
    }
    return "";
  }

  private List<Alarm> alarms(List<String> output) {
    List<Alarm> alarms = new ArrayList<>();
    for (String line : output) {
      JsonNode finding = mapper.readTree(line);
      if (finding.path("ruleSet").asString("").equals("recon")) {
        alarms.add(
            new Alarm(
                technique(finding),
                finding.path("originator").path("address").asString(""),
                Instant.parse(finding.path("firstSeen").asString(""))));
      }
    }
    return alarms;
  }

  private static Technique technique(JsonNode finding) {
    String title = finding.path("title").asString("").toLowerCase(Locale.ROOT);
    boolean remoteSystems = false;
    for (JsonNode attack : finding.path("attack")) {
      remoteSystems |= attack.path("techniqueId").asString("").equals("T1018");
    }
    return remoteSystems || title.contains("sweep") ? Technique.SWEEP : Technique.PORT_SCAN;
  }
}
