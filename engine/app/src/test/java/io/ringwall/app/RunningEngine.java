package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** {@code ringwall run} as a user starts it: a process, and what it wrote for its operator. */
final class RunningEngine implements AutoCloseable {
  private static final long DEADLINE_MILLIS = 60_000;
  private static final long LOOK_MILLIS = 50;
  private static final int STOPS_WITHIN_SECONDS = 50;

  private final Process process;
  private final Path log;

  private RunningEngine(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts one, and waits until it says that it is ready. */
  static RunningEngine start(Path folder, Object... arguments) throws Exception {
    return start(folder, List.of(), arguments);
  }

  /** Starts one by a command that begins like this, and waits until it says that it is ready. */
  static RunningEngine start(Path folder, List<String> through, Object... arguments)
      throws Exception {
    Path log = Files.createTempFile(folder, "engine-", ".log");
    List<String> command = new ArrayList<>(through);
    command.add(Ringwall.distribution().resolve("bin/ringwall").toString());
    command.add("run");
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("engine.out").toFile())
            .redirectError(log.toFile())
            .start();
    process.getOutputStream().close();
    var engine = new RunningEngine(process, log);
    engine.says("ringwall: ready");
    return engine;
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new AssertionError("cannot read " + log, e);
    }
  }

  /** Waits until it has said this. */
  void says(String part) throws InterruptedException {
    await(() -> log().contains(part), () -> "'" + part + "' was never said in:\n" + log());
  }

  static void await(BooleanSupplier condition, java.util.function.Supplier<String> otherwise)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MILLIS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        fail(otherwise.get());
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** How many objects of a class are alive after a collection. */
  long live(String className) {
    try {
      Path histogram = Files.createTempFile(log.getParent(), "live-", ".txt");
      Process jcmd =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(process.pid()),
                  "GC.class_histogram")
              .redirectErrorStream(true)
              .redirectOutput(histogram.toFile())
              .start();
      assertTrue(jcmd.waitFor(STOPS_WITHIN_SECONDS, TimeUnit.SECONDS), "jcmd does not end");
      String said = Files.readString(histogram);
      assertEquals(0, jcmd.exitValue(), said);
      return said.lines()
          .map(line -> line.strip().split("\\s+"))
          .filter(columns -> columns.length >= 4 && columns[3].equals(className))
          .mapToLong(columns -> Long.parseLong(columns[1]))
          .sum();
    } catch (IOException e) {
      throw new AssertionError("the engine's objects cannot be counted", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** As an operator stops it; returns the exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    assertTrue(
        process.waitFor(STOPS_WITHIN_SECONDS, TimeUnit.SECONDS), () -> "does not stop:\n" + log());
    return process.exitValue();
  }

  /** As no operator should. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    try {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
