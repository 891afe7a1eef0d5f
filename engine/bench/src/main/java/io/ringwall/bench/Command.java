package io.ringwall.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of a contestant, with the CPU time it took. */
public final class Command {
  /**
   * What came of it.
   *
   * @param exitCode its exit code; 143 when it was ended for taking too long
   * @param output its standard output
   * @param errors its standard error
   * @param cpuSeconds user and system time
   * @param peakBytes the most memory that was resident, as the kernel's VmHWM told it last; 0 when
   *     it ended before anyone looked
   * @param timedOut was it ended for taking too long
   */
  public record Outcome(
      int exitCode,
      List<String> output,
      String errors,
      double cpuSeconds,
      long peakBytes,
      boolean timedOut) {}

  private static final long LOOK_MILLIS = 20;

  private final List<String> command;

  /** A command and its arguments; none is looked at by a shell. */
  public Command(List<String> command) {
    this.command = List.copyOf(command);
  }

  /**
   * Runs it to its end.
   *
   * @param files prefix of the files that its output goes to; they are removed
   * @param longest after so long it is ended
   */
  public Outcome run(Path files, Duration longest) throws IOException, InterruptedException {
    Path out = Path.of(files + ".out");
    Path errors = Path.of(files + ".err");
    Path cpu = Path.of(files + ".cpu");
    List<String> timed = new ArrayList<>(List.of("bash", "-c", TIMED, "timed", cpu.toString()));
    timed.addAll(command);
    Process process =
        new ProcessBuilder(timed)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(errors.toFile())
            .start();
    PeakMemory memory = new PeakMemory(process.toHandle());
    long deadline = System.nanoTime() + longest.toNanos();
    boolean ended = false;
    while (!ended && System.nanoTime() < deadline) {
      ended = process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      memory.look();
    }
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
    int exitCode = process.waitFor();
    Outcome outcome =
        new Outcome(
            exitCode,
            Files.readAllLines(out),
            Files.readString(errors, StandardCharsets.UTF_8),
            seconds(cpu),
            memory.bytes(),
            !ended);
    for (Path file : List.of(out, errors, cpu)) {
      Files.deleteIfExists(file);
    }
    return outcome;
  }

  /** bash's own "time", which counts waited-for children, leaves standard error to the command. */
  private static final String TIMED =
      """
      cpu=$1; shift; exec 3>&2; TIMEFORMAT='%U %S'
      { time "$@" 2>&3; code=$?; } 2>"$cpu"
      exit "${code:-1}"
      """;

  private static double seconds(Path cpu) throws IOException {
    double seconds = 0;
    if (Files.exists(cpu)) {
      for (String part : Files.readString(cpu).strip().split("\\s+", -1)) {
        seconds += part.isEmpty() ? 0 : Double.parseDouble(part);
      }
    }
    return seconds;
  }
}
