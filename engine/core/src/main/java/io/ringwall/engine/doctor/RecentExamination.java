package io.ringwall.engine.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What was last found of a host. It is looked at when somebody asks and the last look is old, by
 * one thread however many ask. Any thread may.
 */
public final class RecentExamination {
  /** What was found is told for so long without looking again. */
  public static final Duration KEPT = Duration.ofSeconds(10);

  /** Who can be told something older waits for something newer no longer than this. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** Nobody was told anything yet: all checks have their time, and finding them has some, too. */
  private static final Duration FIRST = Examination.PATIENCE.plusSeconds(2);

  private final Look look;
  private final ThreadFactory threads;
  private final InstantSource clock;
  private final Duration again;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private @Nullable Found last;
  private boolean looking;

  /** Looks at a host. */
  @FunctionalInterface
  public interface Look {
    /** Looks, on this thread. */
    List<Examined> now() throws InterruptedException;
  }

  /**
   * What was found.
   *
   * @param at when
   * @param all in the order of {@link Examination#of}
   */
  public record Found(Instant at, List<Examined> all) {
    public Found {
      all = List.copyOf(all);
    }

    /** What is not there whole. */
    public List<Examined> lacking() {
      return all.stream().filter(one -> !one.isOk()).toList();
    }
  }

  /**
   * Nothing is looked at yet.
   *
   * @param threads makes the thread that looks
   * @param clock says how old something is
   */
  public RecentExamination(Look look, ThreadFactory threads, InstantSource clock) {
    this(look, threads, clock, AGAIN);
  }

  /** One that waits for something newer no longer than this. */
  RecentExamination(Look look, ThreadFactory threads, InstantSource clock, Duration again) {
    this.look = look;
    this.threads = threads;
    this.clock = clock;
    this.again = again;
  }

  /**
   * What was found at most {@link #KEPT} ago; after waiting for a second, what was found before
   * that.
   *
   * @return empty when the first look does not end
   */
  public Optional<Found> found() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Found before = last;
      if (before != null && isRecent(before)) {
        return Optional.of(before);
      }
      if (!looking) {
        begin();
      }
      long left = (before == null ? FIRST : again).toNanos();
      while (looking && left > 0) {
        left = ended.awaitNanos(left);
      }
      return Optional.ofNullable(last);
    } finally {
      lock.unlock();
    }
  }

  private boolean isRecent(Found found) {
    Duration age = Duration.between(found.at(), clock.instant());
    return !age.isNegative() && age.compareTo(KEPT) <= 0;
  }

  private void begin() {
    Thread thread = threads.newThread(this::lookNow);
    thread.setName("ringwall-doctor");
    thread.setDaemon(true);
    looking = true;
    thread.start();
  }

  private void lookNow() {
    Found found = null;
    try {
      Instant at = clock.instant();
      found = new Found(at, look.now());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end(found);
    }
  }

  private void end(@Nullable Found found) {
    lock.lock();
    try {
      last = found == null ? last : found;
      looking = false;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
