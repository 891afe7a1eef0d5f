package io.ringwall.engine.route;

import io.ringwall.sdk.finding.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The last revisions of findings that are safe in the ledger, for sinks to take at their own pace.
 * Nobody waits for a sink; one that is too far behind misses what left here, and is told how much.
 */
final class Revisions {
  private static final int MAX = 65_536;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final @Nullable Finding[] kept = new Finding[MAX];
  private long first = 1;
  private long last;

  /**
   * A revision.
   *
   * @param number its place in the ledger, from 1
   */
  record Revision(long number, Finding finding) {}

  /** One more is safe; numbers have no gaps. */
  void add(long number, Finding finding) {
    lock.lock();
    try {
      if (last == 0) {
        first = number;
      }
      last = number;
      first = Math.max(first, last - MAX + 1);
      kept[slot(number)] = finding;
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static int slot(long number) {
    return (int) (number % MAX);
  }

  /** The first one after this, as soon as there is one; null when there is none in time. */
  @Nullable Revision after(long number, Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = patience.toNanos();
      while (left > 0 && last <= number) {
        left = more.awaitNanos(left);
      }
      if (last <= number) {
        return null;
      }
      long next = Math.max(first, number + 1);
      Finding finding = kept[slot(next)];
      return finding == null ? null : new Revision(next, finding);
    } finally {
      lock.unlock();
    }
  }

  /** Those after this one that are still here, in their order. */
  List<Revision> since(long number) {
    lock.lock();
    try {
      List<Revision> since = new ArrayList<>();
      for (long next = Math.max(first, number + 1); next <= last; next++) {
        since.add(new Revision(next, Objects.requireNonNull(kept[slot(next)])));
      }
      return since;
    } finally {
      lock.unlock();
    }
  }

  /** Wakes who waits, so that it can end. */
  void wake() {
    lock.lock();
    try {
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Number of the last one; 0 for none. */
  long last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }
}
