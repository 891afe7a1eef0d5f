package io.ringwall.engine.intake;

import io.ringwall.sdk.event.Event;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait, given out in the order of their arrival. Which of them are of which class is
 * only looked at from when room has to be made until all of them have gone. Used under its queue's
 * lock.
 */
final class HeldEvents {
  private static final List<EventClass> CLASSES = List.of(EventClass.values());
  private static final int LEAST = 64;

  /** A ring of arrivals; those that made room have left a hole. */
  private @Nullable Event[] ring = new @Nullable Event[LEAST];

  // Numbers of arrivals.
  private long first;
  private long next;
  private int size;

  /** Numbers of arrivals of each class, while they are needed. */
  private @Nullable Map<EventClass, Deque<Long>> lines;

  private int at(long number) {
    return (int) number & ring.length - 1;
  }

  void add(Event event) {
    if (next - first == ring.length) {
      renew();
    }
    ring[at(next)] = event;
    if (lines != null) {
      line(lines, event).add(next);
    }
    next++;
    size++;
  }

  /** Makes room in the ring: without the holes, and larger if it is at least half full then. */
  private void renew() {
    @Nullable Event[] renewed =
        new @Nullable Event[2 * size < ring.length ? ring.length : 2 * ring.length];
    int kept = 0;
    for (long number = first; number < next; number++) {
      Event event = ring[at(number)];
      if (event != null) {
        renewed[kept++] = event;
      }
    }
    ring = renewed;
    first = 0;
    next = kept;
    // Their numbers are other ones now.
    lines = null;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The one that waits for longest; null when none waits. */
  @Nullable Event peek() {
    return size == 0 ? null : ring[at(first)];
  }

  Event remove() {
    Event event = peek();
    if (event == null) {
      throw new NoSuchElementException("no event waits");
    }
    if (lines != null) {
      line(lines, event).remove();
    }
    ring[at(first)] = null;
    size--;
    pass();
    return event;
  }

  /** The first is never a hole. */
  private void pass() {
    if (size == 0) {
      first = next;
      lines = null;
      return;
    }
    while (ring[at(first)] == null) {
      first++;
    }
  }

  /**
   * Makes room for an event of this class, if a less precious one waits: the latest of the least
   * precious goes.
   *
   * @return the class of the one that went; null when none is less precious
   */
  @Nullable EventClass makeRoomFor(EventClass coming) {
    Map<EventClass, Deque<Long>> all = lines == null ? look() : lines;
    lines = all;
    for (EventClass of : CLASSES.subList(0, CLASSES.indexOf(coming))) {
      Deque<Long> line = all.get(of);
      Long number = line == null ? null : line.pollLast();
      if (number != null) {
        ring[at(number)] = null;
        size--;
        pass();
        return of;
      }
    }
    return null;
  }

  private Map<EventClass, Deque<Long>> look() {
    Map<EventClass, Deque<Long>> all = new EnumMap<>(EventClass.class);
    for (long number = first; number < next; number++) {
      Event event = ring[at(number)];
      if (event != null) {
        line(all, event).add(number);
      }
    }
    return all;
  }

  private static Deque<Long> line(Map<EventClass, Deque<Long>> all, Event event) {
    return all.computeIfAbsent(EventClass.of(event), _ -> new ArrayDeque<>());
  }
}
