package io.ringwall.engine.intake;

import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.plugin.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The way in for events that happen now: a bounded queue for each source. What has arrived is let
 * in at once, each source in its order, no source before all others; engine time follows the clock,
 * so far behind it as the latest of the sources may be.
 *
 * <p>Any thread opens and closes queues; one thread takes.
 */
public final class LiveIntake {
  /** A source that may come later than this has a clock of its own. */
  static final Duration LATENESS_MAX = Duration.ofSeconds(2);

  /** A source that says nothing of its time for so long holds the others back no longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stirred = lock.newCondition();
  private final int capacity;
  private final InstantSource clock;
  private final List<LiveQueue> queues = new CopyOnWriteArrayList<>();
  private Instant engineTime = Instant.MIN;
  private boolean waiting;
  private volatile boolean stopped;

  /**
   * An intake without sources.
   *
   * @param capacity events that wait at most for each source, at least 2
   * @param clock engine time follows it
   */
  public LiveIntake(int capacity, InstantSource clock) {
    if (capacity < 2) {
      throw new IllegalArgumentException("capacity must be at least 2, was " + capacity);
    }
    this.capacity = capacity;
    this.clock = clock;
  }

  /** Opens the queue of a source. */
  public LiveQueue open(Tally tally, Timing timing) {
    var queue = new LiveQueue(this, capacity, timing, clock, tally);
    queues.add(queue);
    return queue;
  }

  /** Called by a queue that was closed and is empty. */
  void forget(LiveQueue queue) {
    queues.remove(queue);
  }

  /** The queues that are open. */
  public List<LiveQueue> queues() {
    return List.copyOf(queues);
  }

  /**
   * Waits for events, at most so long.
   *
   * @param share how many events one source gives at most, so that a flood holds up nobody else
   * @return what has arrived, a share of each source; none when nothing came in time
   * @throws InterruptedException when interrupted while it waits
   */
  public List<Arrived> take(Duration patience, int share) throws InterruptedException {
    List<Arrived> taken = new ArrayList<>();
    collect(taken, share);
    if (!taken.isEmpty()) {
      return taken;
    }
    lock.lockInterruptibly();
    try {
      waiting = true;
      long left = patience.toNanos();
      while (left > 0 && !stopped && !somethingArrived()) {
        left = stirred.awaitNanos(left);
      }
      waiting = false;
    } finally {
      lock.unlock();
    }
    collect(taken, share);
    return taken;
  }

  private boolean somethingArrived() {
    for (LiveQueue queue : queues) {
      if (queue.holdsSome()) {
        return true;
      }
    }
    return false;
  }

  private void collect(List<Arrived> into, int share) {
    for (LiveQueue queue : queues) {
      queue.collect(into, share);
    }
  }

  /**
   * How far time is complete over all sources, by the clock as it stands and by what they hold.
   * Never goes backwards. By the thread that takes, after it took.
   */
  public Instant engineTime() {
    Instant now = clock.instant();
    Instant time = now;
    for (LiveQueue queue : queues) {
      Instant complete = queue.complete(now, now.minus(PATIENCE));
      time = complete.isBefore(time) ? complete : time;
    }
    engineTime = time.isAfter(engineTime) ? time : engineTime;
    return engineTime;
  }

  /** How much later than its own time an event of any open source may come. Any thread. */
  public Duration longestDelay() {
    Duration longest = Duration.ZERO;
    for (LiveQueue queue : queues) {
      Duration lateness = queue.timing().lateness();
      longest = lateness.compareTo(longest) > 0 ? lateness : longest;
    }
    return longest;
  }

  /** Something arrived. */
  void stir() {
    lock.lock();
    try {
      if (waiting) {
        stirred.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Was it stopped. */
  public boolean stopped() {
    return stopped;
  }

  /** Nothing more is taken in: what sources still emit is dropped and counted. */
  public void stop() {
    stopped = true;
    queues.forEach(LiveQueue::close);
    stir();
  }

  /**
   * An event and how it stands in time.
   *
   * @param event the event
   * @param delay how far its source's own clock is behind; null where engine time waits for the
   *     source, and there is no such clock
   */
  public record Arrived(Event event, @Nullable Duration delay) {}
}
