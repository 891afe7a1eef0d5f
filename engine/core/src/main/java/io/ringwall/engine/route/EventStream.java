package io.ringwall.engine.route;

import io.ringwall.sdk.event.Event;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Events for one who watches, as they are judged. What he does not take in time is dropped, oldest
 * first, and counted: nobody waits for him. One thread takes.
 */
public final class EventStream implements AutoCloseable {
  private final EventTap tap;
  private final Predicate<Event> wanted;
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Deque<Event> events = new ArrayDeque<>();
  private long dropped;
  private boolean closed;

  EventStream(EventTap tap, Predicate<Event> wanted, int capacity) {
    this.tap = tap;
    this.wanted = wanted;
    this.capacity = capacity;
  }

  /** Takes an event in, if it is wanted; never waits for the watcher. */
  void offer(Event event) {
    if (!wanted.test(event)) {
      return;
    }
    lock.lock();
    try {
      if (events.size() >= capacity) {
        events.remove();
        dropped++;
      }
      events.add(event);
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  /** The next event; null when there is none in time, or the engine stops. */
  public @Nullable Event take(Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = patience.toNanos();
      while (left > 0 && events.isEmpty() && !closed) {
        left = arrived.awaitNanos(left);
      }
      return events.poll();
    } finally {
      lock.unlock();
    }
  }

  /** How many were dropped since this was last asked: all older than what is taken next. */
  public long takeDropped() {
    lock.lock();
    try {
      long since = dropped;
      dropped = 0;
      return since;
    } finally {
      lock.unlock();
    }
  }

  /** Will nothing more come. */
  public boolean ended() {
    lock.lock();
    try {
      return closed && events.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    tap.forget(this);
    lock.lock();
    try {
      closed = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
