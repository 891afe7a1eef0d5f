package io.ringwall.bench.kills;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A log as Falco writes it: alerts of a recording, each time in other containers and now. */
final class GrowingLog implements AutoCloseable {
  private static final long PAUSE_MILLIS = 10;
  private static final Pattern ID = Pattern.compile("\\b[0-9a-f]{12}(?:[0-9a-f]{52})?\\b");
  private static final Pattern TIME = Pattern.compile("\"time\": ?\"[^\"]*\"");
  private static final Pattern NANOS = Pattern.compile("\"evt\\.time\": ?[0-9]+");

  private final Path log;
  private final List<String> alerts;
  private final Thread writer;
  private volatile boolean stopped;
  private final AtomicLong written = new AtomicLong();

  GrowingLog(Path log, Path recorded) throws IOException {
    this.log = log;
    this.alerts = Files.readAllLines(recorded);
    this.writer = new Thread(this::write, "growing-log");
    append(alerts.getFirst());
  }

  void start() {
    writer.start();
  }

  private void write() {
    try {
      for (int i = 0; !stopped; i++) {
        append(alert(i));
        written.incrementAndGet();
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String alert(int number) {
    Instant now = Instant.now();
    long nanos = now.getEpochSecond() * 1_000_000_000 + now.getNano();
    int round = number / alerts.size();
    String line = alerts.get(number % alerts.size());
    line = ID.matcher(line).replaceAll(id -> of(id.group(), round));
    line = TIME.matcher(line).replaceAll(Matcher.quoteReplacement("\"time\": \"" + now + "\""));
    return NANOS.matcher(line).replaceAll("\"evt.time\": " + nanos);
  }

  /** Another container in each round, the same in all alerts of one. */
  private static String of(String id, int round) {
    return "%06x".formatted(round) + id.substring(6);
  }

  private void append(String line) throws IOException {
    Files.write(
        log,
        (line + "\n").getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  long written() {
    return written.get();
  }

  void stop() throws InterruptedException {
    stopped = true;
    writer.join();
  }

  @Override
  public void close() throws IOException {
    stopped = true;
  }
}
