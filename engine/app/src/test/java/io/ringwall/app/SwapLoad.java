package io.ringwall.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A growing log of Falco's and containers that come, are entered and go, until it is closed; and
 * what a watcher of events saw of them. Everything has a number.
 */
final class SwapLoad implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern NUMBER = Pattern.compile("echo ([0-9]+)$");
  private static final int LINES_AT_ONCE = 10;
  private static final int PAUSE_MILLIS = 50;

  private final LiveHost host;
  private final Path log;
  private final String image;
  private final ExecutorService hands = Executors.newFixedThreadPool(2);
  private final List<Future<?>> work = new ArrayList<>();
  private volatile boolean ended;
  private final AtomicInteger typed = new AtomicInteger();
  private final AtomicInteger entered = new AtomicInteger();

  SwapLoad(LiveHost host, Path log, String image) throws Exception {
    this.host = host;
    this.log = log;
    this.image = image;
    host.docker("tag", LiveHost.IMAGE, image);
    host.docker("run", "-d", "--name", "entered", image, "/bin/sh", "-c", "sleep 600");
    work.add(hands.submit(() -> repeat(this::type)));
    work.add(hands.submit(() -> repeat(this::live)));
  }

  private interface Step {
    void run() throws Exception;
  }

  private boolean repeat(Step step) throws Exception {
    while (!ended) {
      step.run();
    }
    return true;
  }

  private void type() throws IOException, InterruptedException {
    var lines = new StringBuilder();
    for (int i = 0; i < LINES_AT_ONCE; i++) {
      lines.append(
          """
          {"time":"2026-11-25T17:56:57.38Z","source":"syscall","rule":"r","priority":"Notice",\
          "output":"o","output_fields":{"evt.type":"execve","evt.time":%d,\
          "container.id":"3c1b2a3f4d5e","proc.pid":1000,"proc.name":"sh",\
          "proc.cmdline":"echo %d","proc.exepath":"/bin/sh"}}
          """
              .formatted(Instant.now().toEpochMilli() * 1_000_000, typed.get() + i));
    }
    Files.writeString(log, lines.toString(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    typed.addAndGet(LINES_AT_ONCE);
    Thread.sleep(PAUSE_MILLIS);
  }

  private void live() throws Exception {
    host.docker("exec", "entered", "/bin/busybox", "echo", entered.toString());
    String name = "life-" + entered.get();
    host.docker("run", "--rm", "--name", name, image, "/bin/sh", "-c", "exit 0");
    entered.incrementAndGet();
  }

  /** How many lines were written to the log by now. */
  int typed() {
    return typed.get();
  }

  /** How many lives have ended by now, each after a session of the same number. */
  int entered() {
    return entered.get();
  }

  /** How often each number was seen in processes. */
  static Map<Integer, Integer> typedIn(Path events) {
    return seen(events, _ -> true, event -> number(event.at("/process/commandLine")));
  }

  /** How often each number was seen in sessions. */
  static Map<Integer, Integer> enteredIn(Path events) {
    return seen(events, is("EXEC_START"), event -> number(event.at("/execSession/commandLine")));
  }

  /** How often each life was seen to begin, or to end. */
  static Map<Integer, Integer> livesIn(Path events, String action) {
    return seen(
        events,
        is(action),
        event -> {
          String name = event.at("/workload/name").asString();
          return name.startsWith("life-") ? Integer.parseInt(name.substring(5)) : -1;
        });
  }

  private static Predicate<JsonNode> is(String action) {
    return event -> event.path("action").asString().equals(action);
  }

  private static int number(JsonNode commandLine) {
    Matcher matcher = NUMBER.matcher(commandLine.asString());
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
  }

  /** What is in whole lines: one may be half written at this moment. */
  private static Map<Integer, Integer> seen(
      Path events, Predicate<JsonNode> wanted, Function<JsonNode, Integer> number) {
    Map<Integer, Integer> seen = new TreeMap<>();
    String text = read(events);
    text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .map(JSON::readTree)
        .filter(wanted)
        .map(number)
        .filter(one -> one >= 0)
        .forEach(one -> seen.merge(one, 1, Integer::sum));
    return seen;
  }

  private static String read(Path events) {
    try {
      return Files.readString(events);
    } catch (IOException e) {
      throw new AssertionError("cannot read " + events, e);
    }
  }

  /** Ends it; what was begun is finished. */
  @Override
  public void close() {
    ended = true;
    try {
      for (Future<?> one : work) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("the load failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      hands.shutdown();
    }
  }
}
