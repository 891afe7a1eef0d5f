package io.ringwall.bench.stall;

import io.ringwall.bench.HeapInUse;
import io.ringwall.bench.VendorJar;
import io.ringwall.bench.firehose.FirehosePlugin;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running engine that knows no plugin but the firehose, seen through its metrics. */
final class StalledEngine implements AutoCloseable {
  private static final String CONFIGURATION =
      """
      metrics: { listen: "127.0.0.1:@PORT@" }
      plugins:
        patient: { events: @PATIENT@, begin: "@BEGIN@" }
        impatient: { events: @IMPATIENT@, begin: "@BEGIN@" }
      """;

  private static final String MANIFEST =
      "name: firehose\nversion: 1.0.0\nsdk: 1.0\nlayer: process\n";

  /** No two of its findings are one, so that each has to be written. */
  private static final String RULES =
      """
      rule "an alarm" @severity(LOW)
      when $alarm : CustomEvent(type == "firehose.alarm")
      then findings.raise($alarm, "alarm " + $alarm.id()).key($alarm.id()); end
      """;

  private static final String BEGIN = "begin";
  private static final String ERRORS = "err";
  private static final long READY_MILLIS = 60_000;
  private static final long LOOK_MILLIS = 50;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path begin;
  private final Path errors;
  private final URI metrics;
  private final Process process;

  private StalledEngine(Path work, URI metrics, Process process) {
    this.begin = work.resolve(BEGIN);
    this.errors = work.resolve(ERRORS);
    this.metrics = metrics;
    this.process = process;
  }

  static StalledEngine start(Path distribution, Path work, Path state, long patient, long impatient)
      throws IOException, InterruptedException {
    VendorJar.into(
        Files.createDirectories(work.resolve("plugins")), "firehose", FirehosePlugin.class);
    Path rules = Files.createDirectories(work.resolve("rules/firehose"));
    Files.writeString(rules.resolve("ruleset.yaml"), MANIFEST);
    Files.writeString(rules.resolve("firehose.drl"), RULES);
    int port = freePort();
    Path configuration =
        Files.writeString(
            work.resolve("ringwall.yaml"),
            CONFIGURATION
                .replace("@PORT@", String.valueOf(port))
                .replace("@PATIENT@", String.valueOf(patient))
                .replace("@IMPATIENT@", String.valueOf(impatient))
                .replace("@BEGIN@", work.resolve(BEGIN).toString()));
    List<String> command =
        List.of(
            distribution.resolve("bin/ringwall").toString(),
            "run",
            "-c",
            configuration.toString(),
            "--state",
            state.toString(),
            "--plugins",
            work.resolve("plugins").toString(),
            "--rules",
            rules.toString());
    System.out.println("command: " + String.join(" ", command));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(work.resolve("out").toFile())
            .redirectError(work.resolve(ERRORS).toFile())
            .start();
    URI metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
    var engine = new StalledEngine(work, metrics, process);
    engine.await("ringwall: ready");
    return engine;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Waits until it has told its operator this. */
  void await(String told) throws IOException, InterruptedException {
    for (long waited = 0; waited < READY_MILLIS; waited += LOOK_MILLIS) {
      if (Files.readString(errors).contains(told)) {
        return;
      }
      if (!process.isAlive()) {
        break;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    throw new IllegalStateException(
        "the engine never said '" + told + "': " + Files.readString(errors));
  }

  /** Lets the sources begin. */
  void begin() throws IOException {
    Files.createFile(begin);
  }

  /** What its metrics say, and what its heap held after all garbage was collected. */
  Readings readings() throws IOException, InterruptedException {
    return Readings.of(client, metrics, HeapInUse.bytes(process) >> 20);
  }

  /** Tells it to stop, and waits until it has. */
  int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor(1, TimeUnit.MINUTES) ? process.exitValue() : -1;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    client.close();
  }
}
