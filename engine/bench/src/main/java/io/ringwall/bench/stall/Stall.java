package io.ringwall.bench.stall;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/**
 * Fills the disk of a running engine's ledger, so that its route stands still, gives it more events
 * than it can hold, and frees the disk again.
 */
public final class Stall {
  private static final List<String> SOURCES = List.of("impatient", "patient");

  /** Of so many events one comes from the source that waits. */
  private static final long PATIENT_SHARE = 100;

  private static final long LOOK_MILLIS = 1_000;
  private static final long LONGEST_LOOKS = 600;

  private final StalledEngine engine;
  private final SmallDisk disk;
  private final long impatient;
  private final long patient;

  private Stall(StalledEngine engine, SmallDisk disk, long impatient, long patient) {
    this.engine = engine;
    this.disk = disk;
    this.impatient = impatient;
    this.patient = patient;
  }

  /** Options: --distribution, --work, --disk, --events. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i], arguments[i + 1]);
    }
    Path mounted = Path.of(options.get("--disk"));
    long events = Long.parseLong(options.getOrDefault("--events", "10000000"));
    long patient = events / PATIENT_SHARE;
    List<String> wrong;
    try (StalledEngine engine =
        StalledEngine.start(
            Path.of(options.get("--distribution")),
            Path.of(options.get("--work")),
            mounted.resolve("state"),
            patient,
            events - patient)) {
      wrong = new Stall(engine, new SmallDisk(mounted), events - patient, patient).run();
      int code = engine.stop();
      if (code != 0) {
        wrong.add("the engine ended with code " + code);
      }
    }
    if (!wrong.isEmpty()) {
      wrong.forEach(sentence -> System.out.println("wrong: " + sentence));
      System.exit(1);
    }
  }

  private List<String> run() throws IOException, InterruptedException {
    System.out.printf(
        Locale.ROOT,
        "%-10s %12s %12s %12s %12s %14s%n",
        "disk",
        "sent",
        "judged",
        "waiting",
        "dropped",
        "heap MiB");
    row("free", engine.readings());
    disk.fill();
    engine.begin();
    engine.await("ledger: cannot be written");
    List<Readings> stalled = new ArrayList<>();
    Readings before = engine.readings();
    while (sent(before) < impatient) {
      Thread.sleep(LOOK_MILLIS);
      Readings now = engine.readings();
      row("full", now);
      if (now.judged() == before.judged()) {
        stalled.add(now);
      }
      before = now;
    }
    disk.free();
    engine.await("ledger: is written again");
    Readings end = settled();
    row("free again", end);
    return verdict(stalled, end);
  }

  private static long sent(Readings readings) {
    return readings.sent("impatient");
  }

  /** When all that was sent has been judged or dropped, or nothing moves any more. */
  private Readings settled() throws IOException, InterruptedException {
    Readings now = engine.readings();
    for (long look = 0; look < LONGEST_LOOKS; look++) {
      Readings before = now;
      Thread.sleep(LOOK_MILLIS);
      now = engine.readings();
      boolean still = now.judged() == before.judged() && total(now) == total(before);
      if (still && now.sent("patient") == patient) {
        return now;
      }
    }
    return now;
  }

  private static long total(Readings readings) {
    return SOURCES.stream().mapToLong(readings::accepted).sum();
  }

  private List<String> verdict(List<Readings> stalled, Readings end) {
    List<String> wrong = new ArrayList<>();
    if (stalled.size() < 2) {
      wrong.add("the route did not stand still");
      return wrong;
    }
    long dropped = 0;
    long sent = 0;
    for (String source : SOURCES) {
      SortedMap<String, Long> reasons = end.dropped(source);
      long lost = reasons.values().stream().mapToLong(Long::longValue).sum();
      System.out.printf(
          Locale.ROOT,
          "%s: sent %d = taken in %d + dropped %s%n",
          source,
          end.sent(source),
          end.accepted(source),
          reasons);
      if (end.sent(source) != end.accepted(source) + lost) {
        wrong.add(source + ": sent is not what was taken in and dropped");
      }
      if (end.waiting(source) != 0) {
        wrong.add(source + ": " + end.waiting(source) + " events wait still");
      }
      sent += end.sent(source);
      dropped += lost;
    }
    if (end.judged() != total(end)) {
      wrong.add("taken in " + total(end) + ", judged " + end.judged());
    }
    if (sent != impatient + patient) {
      wrong.add("sent " + sent + " of " + (impatient + patient));
    }
    long first = stalled.getFirst().heap();
    long most = stalled.stream().mapToLong(Readings::heap).max().orElseThrow();
    if (wrong.isEmpty()) {
      System.out.printf(Locale.ROOT, "figure stall-events-sent %d events%n", sent);
      System.out.printf(Locale.ROOT, "figure stall-events-judged %d events%n", end.judged());
      System.out.printf(Locale.ROOT, "figure stall-events-dropped %d events%n", dropped);
      System.out.printf(Locale.ROOT, "figure stall-heap-mb %d MiB%n", first);
      System.out.printf(Locale.ROOT, "figure stall-heap-growth-mb %d MiB%n", most - first);
    }
    return wrong;
  }

  private static void row(String state, Readings readings) {
    System.out.printf(
        Locale.ROOT,
        "%-10s %12d %12d %12d %12d %14d%n",
        state,
        SOURCES.stream().mapToLong(readings::sent).sum(),
        readings.judged(),
        SOURCES.stream().mapToLong(readings::waiting).sum(),
        SOURCES.stream()
            .flatMap(source -> readings.dropped(source).values().stream())
            .mapToLong(Long::longValue)
            .sum(),
        readings.heap());
  }
}
