package io.ringwall.engine.intake;

import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue of one live source. Where the source cannot wait and there is no room, the
 * least precious go first ({@link EventClass}). Safe for any thread.
 */
public final class LiveQueue implements EventSink, AutoCloseable {
  private static final String FULL = "queue-full";

  /** So much later than it declared is no catching up yet. */
  private static final Duration SLACK = Duration.ofMillis(100);

  /** A source that was behind and said nothing for so long has caught up. */
  private static final Duration PAUSE = Duration.ofMillis(300);

  /** An overflow lasts until nothing had to go for so long. */
  private static final long CALM_MILLIS = 1_000;

  /**
   * While a queue overflows, what is less precious than activity waits for no longer than this, by
   * the rate at which events are taken: else alarms of a flood come only once it has been judged.
   */
  private static final long WAIT_MILLIS = 250;

  private static final long RATED_MILLIS = 100;
  private static final int HELD_MIN = 64;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final HeldEvents held = new HeldEvents();
  private final LiveIntake intake;
  private final int capacity;
  private final Timing timing;
  private final boolean apart;
  private final Tally tally;
  private final InstantSource clock;

  /** An event that is so much older than the clock was not expected to be. */
  private final long lateMillis;

  private Instant declared = Instant.MIN;
  private Instant declaredAt;
  private Instant latest = Instant.MIN;
  private @Nullable Instant behindSince;
  private Instant behindAt = Instant.MIN;
  private long accepted;
  private long overflowed = Long.MIN_VALUE / 2;
  private long rated;

  /**
   * The clock as of the last taking, a tenth of a second ago at most: asking it each time costs.
   */
  private long looked;

  private long takenSince;
  private int shortened;
  private volatile boolean closed;

  LiveQueue(LiveIntake intake, int capacity, Timing timing, InstantSource clock, Tally tally) {
    this.intake = intake;
    this.capacity = capacity;
    this.timing = timing;
    this.apart = timing.lateness().compareTo(LiveIntake.LATENESS_MAX) > 0;
    this.clock = clock;
    this.tally = tally;
    this.lateMillis = timing.lateness().plus(SLACK).toMillis();
    this.declaredAt = clock.instant();
    this.rated = clock.millis();
    this.looked = rated;
    this.shortened = capacity;
  }

  @Override
  public void emit(Event event) throws InterruptedException {
    Objects.requireNonNull(event, "event");
    boolean first;
    lock.lockInterruptibly();
    try {
      while (held.size() >= capacity && !closed) {
        room.await();
      }
      first = put(event);
    } finally {
      lock.unlock();
    }
    if (first) {
      intake.stir();
    }
  }

  @Override
  public boolean offer(Event event) {
    Objects.requireNonNull(event, "event");
    boolean first;
    lock.lock();
    try {
      if (isFull(event) && !closed && isInRange(event)) {
        overflowed = clock.millis();
        EventClass coming = EventClass.of(event);
        EventClass gone = held.makeRoomFor(coming);
        tally.dropped(FULL, gone == null ? coming : gone);
        if (gone == null) {
          return false;
        }
        accepted--;
      }
      first = put(event);
    } finally {
      lock.unlock();
    }
    if (first) {
      intake.stir();
    }
    return true;
  }

  /** Is as much held as may be beside this one; most of the time that is far away. */
  private boolean isFull(Event coming) {
    int size = held.size();
    return size >= capacity
        || size >= shortened
            && EventClass.of(coming).compareTo(EventClass.ACTIVITY) < 0
            && clock.millis() - overflowed < CALM_MILLIS;
  }

  /** Of what is taken in a second, as much may be held as is taken while it may wait. */
  private void rate(int taken) {
    takenSince += taken;
    long now = clock.millis();
    looked = now;
    long past = now - rated;
    if (past >= RATED_MILLIS) {
      long within = takenSince * WAIT_MILLIS / past;
      shortened = (int) Math.min(capacity, Math.max(HELD_MIN, within));
      takenSince = 0;
      rated = now;
    }
  }

  /** True when the queue was empty before. */
  private boolean put(Event event) {
    if (closed) {
      tally.dropped(intake.stopped() ? "engine-stopped" : "after-the-end", EventClass.of(event));
      return false;
    }
    Instant time = event.time();
    if (!isInRange(event)) {
      tally.malformed("time-out-of-range", 1);
      return false;
    }
    held.add(event);
    accepted++;
    latest = time;
    noteLag(time);
    return held.size() == 1;
  }

  private static boolean isInRange(Event event) {
    Instant time = event.time();
    return !time.isBefore(IntakeQueue.FIRST) && !time.isAfter(IntakeQueue.LAST);
  }

  @Override
  public void complete(Instant upTo) {
    lock.lock();
    try {
      if (upTo.isAfter(declared)) {
        declared = upTo;
        declaredAt = clock.instant();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more is taken in; what it holds is still let in. Wakes who waits for room. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      room.signalAll();
      if (held.isEmpty()) {
        intake.forget(this);
      }
    } finally {
      lock.unlock();
    }
    intake.stir();
  }

  boolean holdsSome() {
    lock.lock();
    try {
      return !held.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  void collect(List<LiveIntake.Arrived> into, int share) {
    lock.lock();
    try {
      int taken = 0;
      for (; taken < share && !held.isEmpty(); taken++) {
        into.add(new LiveIntake.Arrived(held.remove(), apart ? timing.lateness() : null));
      }
      rate(taken);
      room.signalAll();
      if (closed && held.isEmpty()) {
        intake.forget(this);
      }
    } finally {
      lock.unlock();
    }
  }

  /** A source that reads what was written before, as after a restart, is behind its own time. */
  private void noteLag(Instant time) {
    if (!timing.live() || time.toEpochMilli() >= looked - lateMillis) {
      behindSince = null;
      return;
    }
    Instant now = clock.instant();
    behindAt = now;
    behindSince = behindSince == null ? now : behindSince;
  }

  /**
   * How far this source is complete.
   *
   * @param now the time by the clock
   * @param patience what does not get on is not waited for longer than to this time
   */
  Instant complete(Instant now, Instant patience) {
    lock.lock();
    try {
      if (apart) {
        return now;
      }
      Event first = held.peek();
      if (catchesUp(now, patience)) {
        return first == null ? latest : first.time();
      }
      Instant complete = timing.live() ? now.minus(timing.lateness()) : declared(now, patience);
      Instant bounded = first != null && first.time().isBefore(complete) ? first.time() : complete;
      return bounded.isBefore(patience) ? patience : bounded;
    } finally {
      lock.unlock();
    }
  }

  private boolean catchesUp(Instant now, Instant patience) {
    return behindSince != null
        && behindSince.isAfter(patience)
        && (!held.isEmpty() || now.minus(PAUSE).isBefore(behindAt));
  }

  private Instant declared(Instant now, Instant patience) {
    return declaredAt.isBefore(patience) ? now : declared;
  }

  /** Name of the plugin instance. */
  public String name() {
    return tally.name();
  }

  /** How its events stand in time. */
  public Timing timing() {
    return timing;
  }

  /** Events that wait. */
  public int held() {
    lock.lock();
    try {
      return held.size();
    } finally {
      lock.unlock();
    }
  }

  /** Events it took in, less those that had to make room for more precious ones. */
  public long accepted() {
    lock.lock();
    try {
      return accepted;
    } finally {
      lock.unlock();
    }
  }

  /** Time of the event that waits for longest; null when none waits. */
  public @Nullable Instant oldest() {
    lock.lock();
    try {
      Event first = held.peek();
      return first == null ? null : first.time();
    } finally {
      lock.unlock();
    }
  }

  /** Time of the last event it took in; {@link Instant#MIN} before the first. */
  public Instant latest() {
    lock.lock();
    try {
      return latest;
    } finally {
      lock.unlock();
    }
  }
}
