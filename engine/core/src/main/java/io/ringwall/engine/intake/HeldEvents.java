package io.ringwall.engine.intake;

import io.ringwall.sdk.event.Event;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Events that wait, given out in the order of their arrival. Used under its queue's lock. */
final class HeldEvents {
  private record Held(long number, Event event) {}

  private static final List<EventClass> CLASSES = List.of(EventClass.values());

  /** A line for each class, the least precious first. */
  private final List<Deque<Held>> lines =
      CLASSES.stream().<Deque<Held>>map(_ -> new ArrayDeque<>()).toList();

  private long arrivals;
  private int size;

  void add(Event event) {
    lines.get(CLASSES.indexOf(EventClass.of(event))).add(new Held(arrivals++, event));
    size++;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The one that waits for longest; null when none waits. */
  @Nullable Event peek() {
    Deque<Held> line = first();
    return line == null ? null : line.element().event();
  }

  Event remove() {
    Deque<Held> line = first();
    if (line == null) {
      throw new NoSuchElementException("no event waits");
    }
    size--;
    return line.remove().event();
  }

  /**
   * Makes room for an event of this class, if a less precious one waits: the latest of the least
   * precious goes.
   *
   * @return the class of the one that went; null when none is less precious
   */
  @Nullable EventClass makeRoomFor(EventClass coming) {
    for (EventClass of : CLASSES.subList(0, CLASSES.indexOf(coming))) {
      if (lines.get(CLASSES.indexOf(of)).pollLast() != null) {
        size--;
        return of;
      }
    }
    return null;
  }

  private @Nullable Deque<Held> first() {
    Deque<Held> first = null;
    long number = Long.MAX_VALUE;
    for (Deque<Held> line : lines) {
      Held head = line.peek();
      if (head != null && head.number() < number) {
        first = line;
        number = head.number();
      }
    }
    return first;
  }
}
