package io.ringwall.engine.intake;

import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.plugin.EventSink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The bounded queue of one source, and how far that source is complete.
 *
 * <p>An event older than what its source had declared complete is late: it takes its place where
 * the source's time then stood. One that is older by more than 2 s means that the source's clock
 * has stepped back: all that follows is ordered after what came before. Both depend on nothing but
 * what this source emitted, so the order of arrival between sources changes neither.
 */
public final class IntakeQueue implements EventSink, AutoCloseable {
  private static final Duration STEP = Duration.ofSeconds(2);

  /**
   * Events that wait to be ordered, beyond which a source that can wait does: what runs ahead of
   * those that judge is only copied by the collector, again and again.
   */
  private static final int ARRIVED_MAX = 1024;

  /** What a clock can show, so that sums of times stay within what an Instant can hold. */
  static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

  static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Intake intake;
  private final int number;
  private final int capacity;
  private final Tally tally;

  private final List<Entry> arrived = new ArrayList<>();
  private Instant complete = Instant.MIN;
  private Duration shift = Duration.ZERO;
  private int held;
  private int waiting;
  private long arrivals;
  private boolean closed;

  IntakeQueue(Intake intake, int number, int capacity, Tally tally) {
    this.intake = intake;
    this.number = number;
    this.capacity = capacity;
    this.tally = tally;
  }

  int number() {
    return number;
  }

  @Override
  public void emit(Event event) throws InterruptedException {
    Objects.requireNonNull(event, "event");
    lock.lockInterruptibly();
    try {
      while ((held >= capacity || arrived.size() >= ARRIVED_MAX) && !shut()) {
        waiting++;
        intake.stir();
        try {
          room.await();
        } finally {
          waiting--;
        }
      }
      put(event);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean offer(Event event) {
    Objects.requireNonNull(event, "event");
    lock.lock();
    try {
      if (held >= capacity && !shut()) {
        tally.dropped("queue-full", EventClass.of(event));
        intake.stir();
        return false;
      }
      put(event);
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void complete(Instant upTo) {
    Objects.requireNonNull(upTo, "upTo");
    lock.lock();
    try {
      Instant shifted = shifted(upTo.isAfter(LAST) ? LAST : upTo);
      if (!shifted.isAfter(complete)) {
        return;
      }
      complete = shifted;
    } finally {
      lock.unlock();
    }
    intake.stir();
  }

  /** The source has ended: its time is complete, and what it still emits is dropped and counted. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      room.signalAll();
    } finally {
      lock.unlock();
    }
    intake.stir();
  }

  private boolean shut() {
    return closed || intake.stopped();
  }

  private void put(Event event) {
    if (shut()) {
      tally.dropped(closed ? "after-the-end" : "engine-stopped", EventClass.of(event));
      return;
    }
    Instant time = event.time();
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      tally.malformed("time-out-of-range", 1);
      return;
    }
    arrived.add(new Entry(event, place(time), this, arrivals++));
    held++;
  }

  private Instant shifted(Instant time) {
    return time.isBefore(FIRST) ? time : time.plus(shift);
  }

  private Instant place(Instant time) {
    Instant shifted = shifted(time);
    if (!shifted.isBefore(complete)) {
      return shifted;
    }
    Duration behind = Duration.between(shifted, complete);
    if (behind.compareTo(STEP) > 0) {
      shift = shift.plus(behind);
      tally.count("clock-steps", 1);
    } else {
      tally.count("late-events", 1);
    }
    return complete;
  }

  /** Hands over what has arrived, and says how far this source is complete. */
  Instant collect(List<Entry> into) {
    lock.lock();
    try {
      if (!arrived.isEmpty()) {
        into.addAll(arrived);
        arrived.clear();
        if (waiting > 0 && held < capacity) {
          room.signalAll();
        }
      }
      return closed ? Instant.MAX : complete;
    } finally {
      lock.unlock();
    }
  }

  /** That many of its events were let in, or lost their place. */
  void release(int count) {
    lock.lock();
    try {
      held -= count;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void wake() {
    lock.lock();
    try {
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Declares this source complete in its stead when it waits for room, though everything it holds
   * is beyond what it declared: its queue is too small for its disorder.
   *
   * @param engineTime how far all sources are complete
   * @param upTo a time among those that it holds
   * @return false when it is not stuck
   */
  boolean force(Instant engineTime, Supplier<Instant> upTo) {
    lock.lock();
    try {
      boolean stuck =
          waiting > 0 && held >= capacity && arrived.isEmpty() && complete.equals(engineTime);
      if (!stuck) {
        return false;
      }
      complete = upTo.get();
      tally.count("completeness-forced", 1);
      return true;
    } finally {
      lock.unlock();
    }
  }
}
