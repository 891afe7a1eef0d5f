package io.ringwall.bench.live;

import io.ringwall.bench.HeapInUse;
import io.ringwall.server.client.EngineClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code ringwall run} as users start it, with a configuration, a state and a socket of its own.
 */
final class LiveEngine implements AutoCloseable {
  private static final long READY_MILLIS = 120_000;
  private static final long LOOK_MILLIS = 50;
  private static final long STOPS_WITHIN_SECONDS = 60;
  private static final int METRICS_PORT = 9_464;

  /** The last line of a class histogram: objects and bytes, whatever the collector. */
  private final Process process;

  private final Path folder;

  private LiveEngine(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /**
   * Where and how it runs.
   *
   * @param distribution its folder
   * @param folder where its files go
   * @param plugins its plugins
   * @param through what the command begins with, as to run it elsewhere
   * @param configuration lines besides where the metrics are
   * @param options of the command, besides those that every one has
   */
  record Place(
      Path distribution,
      Path folder,
      Path plugins,
      List<String> through,
      String configuration,
      List<String> options) {}

  /** Starts it, and waits until it is ready. */
  static LiveEngine start(Place place) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(place.folder());
    Path configuration =
        Files.writeString(
            folder.resolve("ringwall.yaml"),
            "metrics: { listen: \"127.0.0.1:" + METRICS_PORT + "\" }\n" + place.configuration());
    List<String> command = new ArrayList<>(place.through());
    command.addAll(
        List.of(
            place.distribution().resolve("bin/ringwall").toString(),
            "run",
            "-c",
            configuration.toString(),
            "--state",
            folder.resolve("state").toString(),
            "--plugins",
            place.plugins().toString(),
            "--socket",
            folder.resolve("socket").toString()));
    command.addAll(place.options());
    System.out.println("command: " + String.join(" ", command));
    var builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    // The recording of a cache for later starts would be measured, too.
    builder.environment().put("RINGWALL_AOT", "off");
    Process process = builder.start();
    process.getOutputStream().close();
    var engine = new LiveEngine(process, folder);
    try {
      engine.await("ringwall: ready");
      return engine;
    } catch (IllegalStateException | IOException | InterruptedException e) {
      engine.close();
      throw e;
    }
  }

  private void await(String told) throws IOException, InterruptedException {
    Path errors = folder.resolve("err");
    for (long waited = 0; waited < READY_MILLIS && process.isAlive(); waited += LOOK_MILLIS) {
      if (Files.readString(errors).contains(told)) {
        return;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    throw new IllegalStateException("the engine never said '" + told + "': " + said());
  }

  /** What it told its operator. */
  String said() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  EngineClient client() {
    return new EngineClient(folder.resolve("socket"));
  }

  /** Its metrics; called from within its network namespace. */
  Metrics metrics() throws IOException {
    return Metrics.at(URI.create("http://127.0.0.1:" + METRICS_PORT + "/metrics"));
  }

  /** What its heap holds after all garbage was collected. */
  long heapMegabytes() throws IOException, InterruptedException {
    return HeapInUse.bytes(process) / 1_000_000;
  }

  double cpuSeconds() throws IOException {
    return ProcessTime.cpuSeconds(process.pid());
  }

  long pid() {
    return process.pid();
  }

  /** Tells it to stop, and returns its exit code; -1 when it does not. */
  int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor(STOPS_WITHIN_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
