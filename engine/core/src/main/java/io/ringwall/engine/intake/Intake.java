package io.ringwall.engine.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets events in, in the order of time, source, epoch, sequence and ordinal, once engine time has
 * passed them: once every source has said that nothing earlier will follow. One intake serves one
 * phase of a replay.
 *
 * <p>All queues are opened before the first {@link #take}; that one is called by a single thread.
 */
public final class Intake {
  private static final int BATCH_MAX = 1024;

  private final int capacity;
  private final List<IntakeQueue> queues = new ArrayList<>();
  private final PriorityQueue<Entry> waiting = new PriorityQueue<>();
  private volatile boolean stirred;
  private volatile boolean stopped;
  private volatile @Nullable Thread parked;
  private volatile Instant engineTime = Instant.MIN;

  /**
   * An intake whose queues hold so many events each.
   *
   * @param capacity at least 2
   */
  public Intake(int capacity) {
    if (capacity < 2) {
      throw new IllegalArgumentException("capacity must be at least 2, was " + capacity);
    }
    this.capacity = capacity;
  }

  /**
   * Opens the queue of a source. Where two sources emit events that nothing else distinguishes, the
   * queue opened first goes first.
   */
  public IntakeQueue open(Tally tally) {
    var queue = new IntakeQueue(this, queues.size(), capacity, tally);
    queues.add(queue);
    return queue;
  }

  /**
   * Waits for events that may be let in.
   *
   * @return the next ones, in order; none when all sources have ended, or after {@link #stop}
   * @throws InterruptedException when interrupted while it waits
   */
  public List<Admitted> take() throws InterruptedException {
    while (!stopped) {
      stirred = false;
      List<Entry> arrived = new ArrayList<>();
      Instant time = collect(arrived);
      waiting.addAll(arrived);
      engineTime = time;
      List<Admitted> admitted = admit(time);
      if (!admitted.isEmpty() || (time.equals(Instant.MAX) && waiting.isEmpty())) {
        return admitted;
      }
      if (!forced(time)) {
        park();
      }
    }
    return List.of();
  }

  private Instant collect(List<Entry> arrived) {
    Instant time = Instant.MAX;
    for (IntakeQueue queue : queues) {
      Instant complete = queue.collect(arrived);
      time = complete.isBefore(time) ? complete : time;
    }
    return time;
  }

  private List<Admitted> admit(Instant time) {
    List<Admitted> admitted = new ArrayList<>();
    int[] released = new int[queues.size()];
    for (Entry first = waiting.peek();
        first != null && admitted.size() < BATCH_MAX && first.at().isBefore(time);
        first = waiting.peek()) {
      waiting.remove();
      released[first.queue().number()]++;
      admitted.add(new Admitted(first.event(), first.at()));
    }
    for (IntakeQueue queue : queues) {
      if (released[queue.number()] > 0) {
        queue.release(released[queue.number()]);
      }
    }
    return Collections.unmodifiableList(admitted);
  }

  private boolean forced(Instant time) {
    boolean forced = false;
    for (IntakeQueue queue : queues) {
      forced |= queue.force(time, () -> middle(queue));
    }
    return forced;
  }

  /** Half of what a stuck source holds is let go at once, half stays to be ordered. */
  private Instant middle(IntakeQueue queue) {
    List<Instant> times =
        waiting.stream().filter(entry -> entry.queue() == queue).map(Entry::at).sorted().toList();
    return times.get(times.size() / 2).plusNanos(1);
  }

  private void park() throws InterruptedException {
    parked = Thread.currentThread();
    try {
      while (!stirred && !stopped) {
        LockSupport.park(this);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    } finally {
      parked = null;
    }
  }

  /** Something changed that may let events in. */
  void stir() {
    stirred = true;
    Thread thread = parked;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  /** Was it ended by {@link #stop}. */
  public boolean stopped() {
    return stopped;
  }

  /** How far all sources are complete; MAX when all have ended. Safe for any thread. */
  public Instant engineTime() {
    return engineTime;
  }

  /**
   * Ends the intake: nothing more is let in, and sources that emit are told so by their counters.
   */
  public void stop() {
    stopped = true;
    queues.forEach(IntakeQueue::wake);
    stir();
  }
}
