package io.ringwall.bench.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Kills a replay and a running engine at instants drawn from the seed, starts them again, and
 * compares with ones that were left alone.
 */
public final class Kills {
  private static final String SINK = "plugins:\n  file: { path: \"@FINDINGS@\" }\n";

  /** Finds each process that an alert of the log tells of, so that there is something to lose. */
  private static final String RULES =
      """
      rule "a process was started" @severity(LOW)
      when $process : ProcessEvent()
      then
        findings.raise($process, "started: " + $process.process().commandLine())
            .key($process.process().commandLine());
      end
      """;

  private static final String MANIFEST = "name: kills\nversion: 1.0.0\nsdk: 1.0\nlayer: process\n";
  private static final long READY_MILLIS = 30_000;
  private static final long QUIET_MILLIS = 6_000;

  private final Path distribution;
  private final Path work;
  private final Path recording;
  private final Random random;
  private final int kills;

  private Kills(Map<String, String> options) {
    this.distribution = Path.of(options.get("--distribution"));
    this.work = Path.of(options.get("--work"));
    this.recording = Path.of(options.get("--recording"));
    this.random = new Random(Long.parseLong(options.get("--seed")));
    this.kills = Integer.parseInt(options.getOrDefault("--kills", "20"));
  }

  /** Options: --distribution, --work, --recording, --seed, --kills, --only replay or run. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i], arguments[i + 1]);
    }
    var all = new Kills(options);
    String only = options.getOrDefault("--only", "");
    boolean good = only.equals("run") || all.ofReplay();
    good &= only.equals("replay") || all.ofRun();
    if (!good) {
      throw new IllegalStateException("a kill was not survived as it should be; see above");
    }
  }

  private boolean ofReplay() throws IOException, InterruptedException {
    List<String> replay = replay();
    System.out.println("ringwall " + String.join(" ", replay));
    var whole = new Engine(distribution, work.resolve("whole"), SINK);
    whole.ended(whole.start(replay));
    var undisturbed = new Engine(distribution, work.resolve("undisturbed"), SINK);
    long begun = System.nanoTime();
    String output = undisturbed.ended(undisturbed.start(replay));
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    System.out.printf(
        "undisturbed: %d ms, %d lines of findings%n", millis, undisturbed.told().lines().size());
    String model = undisturbed.model();
    var verdict = new Verdict();
    verdict.someAcknowledged("replay", undisturbed.told().lines().size());
    for (int i = 1; i <= kills; i++) {
      var engine = new Engine(distribution, work.resolve("replay-" + i), SINK);
      String when = "replay " + i;
      int times = 1 + random.nextInt(2);
      for (int j = 0; j < times; j++) {
        long after = random.nextLong(millis);
        when += ", killed after " + after + " ms";
        Process process = engine.start(replay);
        boolean ended = process.waitFor(after, TimeUnit.MILLISECONDS);
        Engine.kill(process);
        when += ended ? " (had ended)" : "";
      }
      verdict.killed();
      Told before = engine.told();
      System.out.println(when + ", " + before.lines().size() + " lines acknowledged");
      try {
        verdict.same(when, "the output", output, engine.ended(engine.start(replay)));
        verdict.compare(when, before, engine.told());
        verdict.same(when, "the file", undisturbed.told().lines(), engine.told().lines());
        verdict.same(when, "the model", model, engine.model());
      } catch (IllegalStateException e) {
        verdict.failed(when, e);
      }
    }
    return verdict.print("replay");
  }

  private List<String> replay() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("replay", "--json"));
    arguments.addAll(List.of("--inventory", recording.resolve("inventory.json").toString()));
    for (String phase : List.of("normal", "intrusion")) {
      arguments.add(phase.equals("normal") ? "--learn" : "--alert");
      try (Stream<Path> files = Files.list(recording)) {
        files
            .map(Path::toString)
            .filter(file -> Path.of(file).getFileName().toString().startsWith(phase + "."))
            .sorted()
            .forEach(arguments::add);
      }
    }
    return arguments;
  }

  /** One engine is killed again and again, another one follows the same log and is left alone. */
  private boolean ofRun() throws IOException, InterruptedException {
    Path log = work.resolve("falco.jsonl");
    String configured = SINK + "  falco: { log: \"" + log + "\" }\n";
    var engine = new Engine(distribution, work.resolve("run"), configured);
    var undisturbed = new Engine(distribution, work.resolve("run-undisturbed"), configured);
    List<String> run = List.of("run", "--host", "kills", "--rules", rules().toString());
    var verdict = new Verdict();
    int acknowledged = 0;
    try (var growing = new GrowingLog(log, recording.resolve("intrusion.falco.jsonl"))) {
      Process left = undisturbed.start(run);
      Process process = engine.start(run);
      try {
        ready(undisturbed);
        ready(engine);
        growing.start();
        for (int i = 1; i <= kills; i++) {
          process.waitFor(random.nextLong(4_000), TimeUnit.MILLISECONDS);
          Engine.kill(process);
          verdict.killed();
          Told before = engine.told();
          String when = "run " + i + ", " + before.lines().size() + " lines acknowledged";
          System.out.println(when);
          process = engine.start(run);
          ready(engine);
          verdict.compare(when, before, engine.told());
          acknowledged = Math.max(acknowledged, before.lines().size());
        }
        verdict.someAcknowledged("run", acknowledged);
        growing.stop();
        quiet(undisturbed);
        quiet(engine);
      } finally {
        left.destroy();
        process.destroy();
      }
      undisturbed.ended(left);
      engine.ended(process);
      System.out.println(growing.written() + " alerts were written");
    }
    verdict.compare("at the end", new Told(List.of()), engine.told());
    verdict.same(
        "at the end", "what is known", undisturbed.told().counts(), engine.told().counts());
    return verdict.print("run");
  }

  private Path rules() throws IOException {
    Path folder = Files.createDirectories(work.resolve("rules").resolve("kills"));
    Files.writeString(folder.resolve("ruleset.yaml"), MANIFEST);
    Files.writeString(folder.resolve("kills.drl"), RULES);
    return folder;
  }

  private static void ready(Engine engine) throws IOException, InterruptedException {
    for (long waited = 0; waited < READY_MILLIS; waited += 50) {
      if (Files.readString(engine.errors()).contains("ready")) {
        return;
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("it did not come up: " + Files.readString(engine.errors()));
  }

  /** Nothing was told for some seconds. */
  private static void quiet(Engine engine) throws IOException, InterruptedException {
    int lines = -1;
    while (engine.told().lines().size() != lines) {
      lines = engine.told().lines().size();
      Thread.sleep(QUIET_MILLIS);
    }
  }
}
