package io.ringwall.bench.live;

import io.ringwall.bench.VendorJar;
import io.ringwall.bench.deluge.DelugePlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Gives a running engine ten times the events that it can judge, for a minute: what came of each
 * event, by class, whether a finding or an event of a container was lost, how soon findings are
 * told as before once it is over, and whether its heap suffices.
 */
public final class Overload {
  private static final List<String> CLASSES =
      List.of("detail", "content", "connection", "activity", "container");

  private static final int ALARMS = 50;
  private static final int CONTAINERS = 10;
  private static final int EXPRESSIONS = 50;
  private static final int FLOOD = 1_000_000;
  private static final int CALIBRATES_SECONDS = 10;
  private static final long SECOND_MILLIS = 1_000;
  private static final int DRAINS_SECONDS = 30;

  /** Over so long the slowest of a hundred findings is looked for. */
  private static final int WINDOW_SECONDS = 5;

  /** A load that is lower than this share of what it should be is told. */
  private static final double REACHED = 0.9;

  private static final String MANIFEST = "name: deluge\nversion: 1.0.0\nsdk: 1.0\nlayer: process\n";

  /** What is precious ends in a finding of its own. */
  private static final String RULES =
      """
      rule "an alarm" @severity(LOW)
      when $alarm : CustomEvent(type == "deluge.alarm")
      then findings.raise($alarm, "activity " + $alarm.id()).key($alarm.id()); end

      rule "a container" @severity(LOW)
      when $event : ContainerEvent(source == "deluge")
      then findings.raise($event, "container " + $event.id()).key($event.id()); end

      """;

  private final Path rate;
  private final LiveEngine engine;
  private final Found<Precious> found;
  private final List<String> wrong = new ArrayList<>();

  /** What a finding is about, and when that happened. */
  private record Precious(String what, Instant time) {}

  private Overload(Path rate, LiveEngine engine, Found<Precious> found) {
    this.rate = rate;
    this.engine = engine;
    this.found = found;
  }

  /** Options: --distribution, --work, --seed, --seconds, --factor, --heap. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Workplace place = Workplace.of(arguments);
    Path rate = place.work().resolve("rate");
    give(rate, 0);
    List<String> wrong;
    try (LiveEngine engine = LiveEngine.start(where(place, rate));
        var found = new Found<Precious>(engine.client(), Overload::about)) {
      var overload = new Overload(rate, engine, found);
      overload.run(place.number("seconds", 60), place.number("factor", 10));
      wrong = overload.wrong;
      if (engine.stop() != 0) {
        wrong.add("the engine did not end as it should: " + engine.said());
      }
      if (engine.said().contains("OutOfMemoryError")) {
        wrong.add("the heap did not suffice");
      }
    }
    wrong.forEach(sentence -> System.out.println("wrong: " + sentence));
    if (!wrong.isEmpty()) {
      System.exit(1);
    }
  }

  private static LiveEngine.Place where(Workplace place, Path rate) throws IOException {
    Path plugins = Files.createDirectories(place.work().resolve("plugins"));
    VendorJar.into(plugins, "deluge", DelugePlugin.class);
    Path rules = Files.createDirectories(place.work().resolve("rules/deluge"));
    Files.writeString(rules.resolve("ruleset.yaml"), MANIFEST);
    Files.writeString(rules.resolve("deluge.drl"), rules());
    String configuration =
        "queue: 8192\nplugins:\n  deluge: { rate: \"%s\", alarms: %d, containers: %d }\n"
            .formatted(rate, ALARMS, CONTAINERS);
    return new LiveEngine.Place(
        place.distribution(),
        place.work().resolve("engine"),
        plugins,
        List.of("env", "RINGWALL_JAVA_OPTIONS=-Xmx" + place.number("heap", 384) + "m"),
        configuration,
        List.of("--rules", rules.toString()));
  }

  /** Nothing tells beforehand that an expression does not match: each event is looked at by all. */
  private static String rules() {
    var drl = new StringBuilder(RULES);
    for (int i = 0; i < EXPRESSIONS; i++) {
      for (String type : List.of("HttpExchange", "Flow")) {
        drl.append(
            """
            rule "%s %d" @severity(LOW)
            when $event : %s(text.matches(id, ".*(asked|looked|cared).*%d[a-z]+"))
            then findings.raise($event, "unlikely"); end

            """
                .formatted(type, i, type, i));
      }
    }
    return drl.toString();
  }

  private static @Nullable Precious about(JsonNode finding) {
    String message = finding.path("message").asString("");
    if (!message.startsWith("activity ") && !message.startsWith("container ")) {
      return null;
    }
    return new Precious(message, Instant.parse(finding.path("firstSeen").asString("")));
  }

  private static void give(Path rate, long events) throws IOException {
    Path next = rate.resolveSibling("rate.next");
    Files.writeString(next, String.valueOf(events));
    Files.move(next, rate, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void run(int seconds, int factor) throws IOException, InterruptedException {
    long capacity = capacity();
    long normal = Math.max(1, capacity / 4);
    give(rate, normal);
    Thread.sleep(10 * SECOND_MILLIS);
    Instant from = Instant.now();
    Thread.sleep(20 * SECOND_MILLIS);
    double before = millis(from, Instant.now()).percentile(99);
    long heapBefore = engine.heapMegabytes();
    System.out.printf(
        Locale.ROOT, "before: %,d events/s, p99 %.1f ms, heap %d MB%n", normal, before, heapBefore);

    Metrics atStart = engine.metrics();
    Instant begun = Instant.now();
    Metrics atEnd = flood(seconds, factor, capacity);
    Instant ended = Instant.now();
    long heapDuring = engine.heapMegabytes();
    give(rate, normal);
    Thread.sleep(DRAINS_SECONDS * SECOND_MILLIS);
    double took = Duration.between(begun, ended).toMillis() / 1e3;
    long arrived = sent(atEnd) - sent(atStart);
    long judged = given(atEnd) - given(atStart);
    double times = (double) arrived / Math.max(1, judged);
    double during = millis(begun, ended).percentile(99);
    System.out.printf(
        Locale.ROOT,
        "overload: %,.0f events/s arrived, %,.0f judged, p99 %.1f ms, heap %d MB; load %s%n",
        arrived / took,
        judged / took,
        during,
        heapDuring,
        ProcessTime.load());
    if (times < REACHED * factor) {
      System.out.printf(
          Locale.ROOT,
          "its source reached %.1f times what was judged, %d were asked for: this machine gives it"
              + " no more%n",
          times,
          factor);
    }
    long recovers = recovery(ended, 2 * before);
    drain();
    check(engine.metrics());
    tell("overload-arrived-per-judged", "%.1f", times, "ratio");
    tell("overload-p99-before-ms", "%.1f", before, "ms");
    tell("overload-p99-during-ms", "%.1f", during, "ms");
    tell("overload-recovers-within-s", "%.0f", (double) recovers, "s");
    tell("overload-heap-before-mb", "%.0f", (double) heapBefore, "MB");
    tell("overload-heap-during-mb", "%.0f", (double) heapDuring, "MB");
  }

  /** What is shed first is not judged, so that more is judged than before: the flood follows. */
  private Metrics flood(int seconds, int factor, long capacity)
      throws IOException, InterruptedException {
    give(rate, factor * capacity);
    Metrics last = engine.metrics();
    for (int second = 0; second < seconds; second++) {
      Thread.sleep(SECOND_MILLIS);
      Metrics now = engine.metrics();
      give(rate, factor * Math.max(capacity, given(now) - given(last)));
      last = now;
    }
    return last;
  }

  private static void tell(String name, String format, double value, String unit) {
    String number = String.format(Locale.ROOT, format, value);
    System.out.println("figure " + name + " " + number + " " + unit);
  }

  /** How many events a second are judged when there are always some. */
  private long capacity() throws IOException, InterruptedException {
    give(rate, FLOOD);
    Thread.sleep(2 * CALIBRATES_SECONDS * SECOND_MILLIS);
    Metrics warm = engine.metrics();
    Thread.sleep(CALIBRATES_SECONDS * SECOND_MILLIS);
    long capacity = (given(engine.metrics()) - given(warm)) / CALIBRATES_SECONDS;
    System.out.printf(Locale.ROOT, "it judges %,d events/s at most%n", capacity);
    drain();
    return capacity;
  }

  /** Gives nothing, and waits until all was judged. */
  private void drain() throws IOException, InterruptedException {
    give(rate, 0);
    Metrics now = engine.metrics();
    Metrics before;
    do {
      Thread.sleep(SECOND_MILLIS);
      before = now;
      now = engine.metrics();
    } while (given(before) != given(now) || sent(before) != sent(now));
  }

  private static long given(Metrics metrics) {
    return metrics.number("ringwall_events_given_total");
  }

  private static long sent(Metrics metrics) {
    return CLASSES.stream().mapToLong(of -> metrics.work("deluge", "sent-" + of)).sum();
  }

  /** How long it took from what happened then until its finding was read. */
  private Millis millis(Instant from, Instant to) {
    List<Double> took = new ArrayList<>();
    found
        .read()
        .forEach((precious, read) -> {
          if (!precious.time().isBefore(from) && precious.time().isBefore(to)) {
            took.add(Duration.between(precious.time(), read).toNanos() / 1e6);
          }
        });
    return new Millis(took);
  }

  /** Seconds until 99 of 100 are told as fast as this again; -1 when they never are. */
  private long recovery(Instant ended, double bound) {
    for (int second = 0; second <= DRAINS_SECONDS - WINDOW_SECONDS; second++) {
      Instant from = ended.plusSeconds(second);
      if (millis(from, from.plusSeconds(WINDOW_SECONDS)).percentile(99) <= bound) {
        return second;
      }
    }
    wrong.add("findings were not told as before within " + DRAINS_SECONDS + " s");
    return -1;
  }

  private void check(Metrics metrics) {
    SortedMap<String, Long> shed = metrics.lost("ringwall_events_shed_total", "deluge", "class");
    SortedMap<String, Long> reasons =
        metrics.lost("ringwall_plugin_dropped_total", "deluge", "reason");
    long lost = 0;
    System.out.printf("%-12s %14s %14s %14s%n", "class", "arrived", "dropped", "judged");
    for (String of : CLASSES) {
      long arrived = metrics.work("deluge", "sent-" + of);
      long dropped = shed.getOrDefault(of, 0L);
      System.out.printf(
          Locale.ROOT, "%-12s %,14d %,14d %,14d%n", of, arrived, dropped, arrived - dropped);
      if (dropped > arrived) {
        wrong.add(of + ": more were dropped than arrived");
      }
      lost += dropped;
    }
    long given = given(metrics);
    long dropped = reasons.values().stream().mapToLong(Long::longValue).sum();
    System.out.printf(
        Locale.ROOT,
        "arrived %,d = judged %,d + dropped %,d %s; the engine added %,d events of its own%n",
        sent(metrics),
        given,
        lost,
        reasons,
        metrics.number("ringwall_events_judged_total") - given);
    if (sent(metrics) != given + lost || lost != dropped) {
      wrong.add("arrived is not what was judged and dropped by class");
    }
    precious(metrics, "activity");
    precious(metrics, "container");
  }

  private void precious(Metrics metrics, String of) {
    long arrived = metrics.work("deluge", "sent-" + of);
    long told = found.read().keySet().stream().filter(one -> one.what().startsWith(of)).count();
    System.out.printf(Locale.ROOT, "figure overload-lost-%s %d findings%n", of, arrived - told);
    if (arrived != told) {
      wrong.add(of + ": " + arrived + " arrived, " + told + " were found");
    }
  }
}
