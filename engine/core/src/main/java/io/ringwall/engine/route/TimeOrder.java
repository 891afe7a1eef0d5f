package io.ringwall.engine.route;

import io.ringwall.engine.time.Ticks;
import io.ringwall.sdk.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Events that wait until engine time has passed them, and are given out in the order of time. They
 * are gathered by tick, since engine time stands only at ticks, and sorted once the tick is over:
 * what a source hands over is nearly in order, so that this costs one comparison an event.
 */
final class TimeOrder {
  private final TreeMap<Long, List<Waiting>> ticks = new TreeMap<>();
  private List<Waiting> latest = List.of();
  private long latestTick = Long.MIN_VALUE;
  private long number;
  private int size;

  /**
   * An event that waits.
   *
   * @param at its place in time; its own time, or what engine time had come to when it was late
   * @param number in order of arrival
   * @param judged the event
   * @param muted was what it led to safe before this start
   */
  record Waiting(Instant at, long number, Judged judged, boolean muted)
      implements Comparable<Waiting> {
    @Override
    public int compareTo(Waiting other) {
      int order = at.compareTo(other.at);
      if (order != 0) {
        return order;
      }
      Event mine = judged.event();
      Event theirs = other.judged.event();
      order = mine.source().compareTo(theirs.source());
      order = order != 0 ? order : mine.epoch().compareTo(theirs.epoch());
      order = order != 0 ? order : Long.compare(mine.sequence(), theirs.sequence());
      order = order != 0 ? order : Integer.compare(mine.ordinal(), theirs.ordinal());
      return order != 0 ? order : Long.compare(number, other.number);
    }
  }

  void add(Instant at, Judged judged, boolean muted) {
    long tick = Ticks.of(at);
    if (tick != latestTick) {
      latest = ticks.computeIfAbsent(tick, _ -> new ArrayList<>());
      latestTick = tick;
    }
    latest.add(new Waiting(at, number++, judged, muted));
    size++;
  }

  int size() {
    return size;
  }

  /** Gives out, in order, what is before this token, the beginning of a tick. */
  void before(Instant token, Consumer<Waiting> taker) {
    while (!ticks.isEmpty() && ticks.firstKey() < Ticks.of(token)) {
      first(taker);
    }
  }

  /** Gives out what waits in the first tick, in order. */
  void first(Consumer<Waiting> taker) {
    List<Waiting> over = ticks.pollFirstEntry().getValue();
    latestTick = Long.MIN_VALUE;
    over.sort(null);
    size -= over.size();
    over.forEach(taker);
  }

  /** Gives out all, in order. */
  void all(Consumer<Waiting> taker) {
    while (!ticks.isEmpty()) {
      first(taker);
    }
  }

  /** What waits, in no particular order. */
  Stream<Event> events() {
    return ticks.values().stream().flatMap(List::stream).map(waiting -> waiting.judged().event());
  }
}
