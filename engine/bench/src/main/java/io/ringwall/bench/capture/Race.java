package io.ringwall.bench.capture;

import io.ringwall.bench.Command;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets contestants read one capture, in turns. Of each, the round with the least CPU counts: what
 * else the machine does can only add to it.
 */
final class Race {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /**
   * How a contestant did.
   *
   * @param objection why it is left out; empty if it is not
   */
  record Result(String objection, Answer answer, double cpuSeconds, long peakBytes) {
    static Result leftOut(String objection) {
      return new Result(objection, new Answer(0, 0), Double.MAX_VALUE, 0);
    }

    boolean counts() {
      return objection.isEmpty();
    }

    Result orBetter(Result other) {
      if (!counts() || !other.counts()) {
        return counts() ? other : this;
      }
      return cpuSeconds <= other.cpuSeconds ? this : other;
    }
  }

  private final PrintStream out;
  private final Path work;
  private final List<? extends Contestant> contestants;

  Race(PrintStream out, Path work, List<? extends Contestant> contestants) {
    this.out = out;
    this.work = work;
    this.contestants = List.copyOf(contestants);
  }

  /** Runs so many rounds and prints commands and table. */
  Map<String, Result> run(Path capture, Truth truth, int rounds)
      throws IOException, InterruptedException {
    Map<String, Result> results = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Contestant contestant : contestants) {
        Result before = results.get(contestant.name());
        if (before == null || before.counts()) {
          Result result = measure(contestant, capture, truth, before == null);
          results.merge(contestant.name(), result, Result::orBetter);
        }
      }
    }
    table(results);
    return results;
  }

  private Result measure(Contestant contestant, Path capture, Truth truth, boolean first)
      throws IOException, InterruptedException {
    if (!installed(contestant.program())) {
      return Result.leftOut(
          "missing: apt-get install " + contestant.debianPackage() + " brings it on Debian");
    }
    Path folder = Files.createDirectories(work.resolve(contestant.name()));
    try {
      List<String> command = contestant.command(capture, folder);
      if (first) {
        out.println("  " + String.join(" ", command));
      }
      Command.Outcome outcome = new Command(command).run(work.resolve("running"), LONGEST);
      if (outcome.timedOut() || outcome.exitCode() != 0) {
        String why = outcome.errors().lines().findFirst().orElse("");
        return Result.leftOut(
            outcome.timedOut()
                ? "it did not end within " + LONGEST.toMinutes() + " minutes"
                : "it failed with exit code " + outcome.exitCode() + ": " + why);
      }
      Answer answer = contestant.answer(outcome, capture, folder);
      return new Result(
          truth.objection(answer, contestant.packets(truth)),
          answer,
          outcome.cpuSeconds(),
          outcome.peakBytes());
    } finally {
      remove(folder);
    }
  }

  private static boolean installed(String program) {
    if (program.contains("/")) {
      return Files.isExecutable(Path.of(program));
    }
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
    return Stream.of(path.split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private void table(Map<String, Result> results) {
    out.printf(
        Locale.ROOT,
        "%n%-12s %-24s %12s %10s %8s %8s%n",
        "contestant",
        "task",
        "packets",
        "flows",
        "CPU s",
        "peak MB");
    for (Contestant contestant : contestants) {
      Result result = results.getOrDefault(contestant.name(), Result.leftOut("it did not run"));
      if (result.counts()) {
        row(contestant, result);
      } else {
        out.println(contestant.name() + " is left out: " + result.objection());
      }
    }
    out.println();
  }

  private void row(Contestant contestant, Result result) {
    Answer answer = result.answer();
    out.printf(
        Locale.ROOT,
        "%-12s %-24s %12d %10s %8.2f %8.0f%n",
        contestant.name(),
        contestant.task(),
        answer.packets(),
        answer.tellsFlows() ? answer.flows() : "-",
        result.cpuSeconds(),
        result.peakBytes() / 1e6);
  }

  private static void remove(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
