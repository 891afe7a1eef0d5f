package io.ringwall.engine.counts;

import io.ringwall.sdk.event.Count;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All counts of the loaded rule sets. Used by one thread, which adds in order of event time and
 * tells how far time has come.
 *
 * <p>A {@link Count} is emitted when a threshold is reached, at each tenfold of it, and anew only
 * after the value fell below it.
 */
public final class CountTable {
  private final List<Tally> tallies = new ArrayList<>();
  private final IdentityHashMap<CountSpec, Tally> bySpec = new IdentityHashMap<>();
  private final List<Fall> falls = new ArrayList<>();
  private Instant now = Instant.MIN;
  private String lastEvent = "";
  private int ordinal;

  /** A table of these counts, all empty. */
  public CountTable(Collection<CountSpec> counts) {
    for (CountSpec count : counts) {
      Tally tally = new Tally(count);
      tallies.add(tally);
      bySpec.put(count, tally);
    }
  }

  /** The longest window of these counts; zero without any. */
  public static Duration longestWindow(Collection<CountSpec> counts) {
    return counts.stream().map(CountSpec::window).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  /**
   * Adds a value at its event's time.
   *
   * @param emitted is told what was reached, at once
   */
  public void add(Addition addition, Consumer<Count> emitted) {
    Instant time = addition.event().time();
    now = time.isAfter(now) ? time : now;
    tally(addition.count()).add(addition, now, emitted);
  }

  /** The value under this key as of this time. */
  public long value(CountSpec count, List<Object> key, Instant time) {
    now = time.isAfter(now) ? time : now;
    return tally(count).value(key, now);
  }

  /** Lets time pass: values leave their windows, and counts fall. */
  public void advance(Instant time) {
    now = time.isAfter(now) ? time : now;
    tallies.forEach(tally -> tally.advance(now));
  }

  /** What fell since this was last asked. */
  public List<Fall> falls() {
    if (falls.isEmpty()) {
      return List.of();
    }
    List<Fall> fallen = List.copyOf(falls);
    falls.clear();
    return fallen;
  }

  /** Keys that had to go although their window was not over. */
  public long evictedKeys() {
    return tallies.stream().mapToLong(tally -> tally.evictedKeys).sum();
  }

  /** Values that had to go although their window was not over. */
  public long evictedValues() {
    return tallies.stream().mapToLong(tally -> tally.evictedValues).sum();
  }

  private Tally tally(CountSpec count) {
    Tally tally = bySpec.get(count);
    if (tally == null) {
      throw new IllegalArgumentException(
          "count '" + count.name() + "' of rule set '" + count.ruleSet() + "' is not loaded");
    }
    return tally;
  }

  private int ordinalWithin(Event event) {
    ordinal = event.id().equals(lastEvent) ? ordinal + 1 : 0;
    lastEvent = event.id();
    return ordinal;
  }

  /** One count, with all its keys. */
  private final class Tally {
    private final CountSpec count;
    private final LinkedHashMap<List<Object>, Keyed> keys = new LinkedHashMap<>();
    private final LinkedHashMap<List<Object>, Keyed> reached = new LinkedHashMap<>();
    private long evictedKeys;
    private long evictedValues;

    Tally(CountSpec count) {
      this.count = count;
    }

    void add(Addition addition, Instant now, Consumer<Count> emitted) {
      Keyed keyed = keys.get(addition.key());
      if (keyed == null) {
        keyed = new Keyed(addition.key(), count, now);
      }
      keys.putLast(keyed.key, keyed);
      forget(keyed, now);
      Event event = addition.event();
      if (keyed.window.add(addition.value(), event, event.time(), count.values())) {
        evictedValues++;
      }
      keyed.added = now;
      keyed.emit(event, now, emitted);
      if (keyed.reached()) {
        reached.put(addition.key(), keyed);
      }
      if (keys.size() > count.keys()) {
        evict(now);
      }
    }

    long value(List<Object> key, Instant now) {
      Keyed keyed = keys.get(key);
      if (keyed == null) {
        return 0;
      }
      forget(keyed, now);
      return keyed.window.value();
    }

    void advance(Instant now) {
      if (!reached.isEmpty()) {
        List.copyOf(reached.values()).forEach(keyed -> forget(keyed, now));
      }
      Instant until = now.minus(count.window());
      for (Map.Entry<List<Object>, Keyed> idle = keys.firstEntry();
          idle != null && !idle.getValue().added.isAfter(until);
          idle = keys.firstEntry()) {
        forget(idle.getValue(), now);
        keys.pollFirstEntry();
      }
    }

    private void forget(Keyed keyed, Instant now) {
      keyed.forget(now);
      if (!reached.isEmpty() && !keyed.reached()) {
        reached.remove(keyed.key);
      }
    }

    private void evict(Instant now) {
      Keyed idle = keys.pollFirstEntry().getValue();
      forget(idle, now);
      idle.fall(0, now);
      reached.remove(idle.key);
      evictedKeys++;
    }
  }

  /** One key of a count. */
  private final class Keyed {
    private final List<Object> key;
    private final CountSpec count;
    private final Window window;

    /** For each threshold what was emitted since it was reached: one for it, and one a tenfold. */
    private final List<List<Count>> emissions = new ArrayList<>();

    private Instant added;

    Keyed(List<Object> key, CountSpec count, Instant added) {
      this.key = key;
      this.count = count;
      this.window = count.distinct() ? new DistinctWindow() : new RateWindow();
      this.added = added;
      count.thresholds().forEach(threshold -> emissions.add(new ArrayList<>(1)));
    }

    boolean reached() {
      for (List<Count> emitted : emissions) {
        if (!emitted.isEmpty()) {
          return true;
        }
      }
      return false;
    }

    /** Forgets what left the window, and notes at which time thresholds were undercut. */
    void forget(Instant now) {
      Instant until = now.minus(count.window());
      for (int i = emissions.size() - 1; i >= 0; i--) {
        if (!emissions.get(i).isEmpty()) {
          long spare = window.value() - count.thresholds().get(i).number();
          if (spare < 0) {
            fall(i, emissions.get(i), now);
          } else if (!window.time(0).isAfter(until) && !window.time(spare).isAfter(until)) {
            fall(i, emissions.get(i), window.time(spare).plus(count.window()));
          }
        }
      }
      window.forget(until);
    }

    private void fall(int from, Instant at) {
      for (int i = from; i < emissions.size(); i++) {
        if (!emissions.get(i).isEmpty()) {
          fall(i, emissions.get(i), at);
        }
      }
    }

    private void fall(int threshold, List<Count> emitted, Instant at) {
      falls.add(new Fall(emitted.getLast(), at));
      emissions.set(threshold, new ArrayList<>(1));
    }

    void emit(Event event, Instant now, Consumer<Count> emitted) {
      for (int i = 0; i < emissions.size(); i++) {
        Threshold threshold = count.thresholds().get(i);
        if (window.value() >= next(threshold, emissions.get(i).size())) {
          Count reached = count(event, threshold, now);
          emissions.get(i).add(reached);
          emitted.accept(reached);
        }
      }
    }

    private static long next(Threshold threshold, int emitted) {
      long next = threshold.number();
      for (int i = 0; i < emitted; i++) {
        next = next > Long.MAX_VALUE / 10 ? Long.MAX_VALUE : next * 10;
      }
      return next;
    }

    private Count count(Event event, Threshold threshold, Instant now) {
      return Count.builder(
              new Origin(
                  event.host(),
                  "count/" + count.ruleSet() + "/" + count.name(),
                  event.source() + "/" + event.epoch()),
              event.sequence(),
              event.time())
          .ordinal(ordinalWithin(event))
          .of(count.name())
          .reached(threshold.name())
          .threshold(threshold.number())
          .value(window.value())
          .keys(key)
          .window(count.window())
          .subject(Concerned.by(event))
          .lastEvent(event)
          .samples(window.samples())
          .firstTime(window.first(now.minus(count.window())))
          .ruleSet(count.ruleSet())
          .build();
    }
  }
}
