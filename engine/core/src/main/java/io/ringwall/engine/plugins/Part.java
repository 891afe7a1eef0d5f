package io.ringwall.engine.plugins;

import io.ringwall.engine.config.RingwallException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a plugin offers, in service: opened, served, opened again after it failed, on a
 * thread of its own that no other part waits for.
 */
final class Part {
  /** How it is. */
  enum Health {
    /** It is being opened for the first time. */
    PENDING,
    /** It serves. */
    SERVING,
    /** It has nothing more to serve. */
    ENDED,
    /** This host does not offer what it needs, and nobody asked for it. */
    UNOFFERED,
    /** It failed, and is opened again. */
    FAILED,
    /** It was left behind. */
    HUNG
  }

  private enum Phase {
    OPENING,
    READY,
    SERVING,
    CLOSING,
    RESTING,
    GONE
  }

  private final Offered<?> offered;
  private final Surroundings around;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private final CountDownLatch begun = new CountDownLatch(1);

  private Phase phase = Phase.OPENING;
  private long phaseSince = System.nanoTime();
  private Health health = Health.PENDING;
  private String reason = "";
  private long restarts;
  private int failures;
  private @Nullable Instant nextTry;
  private byte @Nullable [] state;
  private final QueueSlot queue;
  private @Nullable Duty duty;
  private @Nullable Thread closer;
  private boolean go;
  private boolean stopping;
  private boolean handingOver;
  private boolean abandoned;
  private boolean everServed;

  Part(Offered<?> offered, Surroundings around, Handed handed) {
    this.offered = offered;
    this.around = around;
    this.state = handed.state();
    this.queue = handed.queue();
    this.thread = around.crew().of(threadName(), around.loader(), this::live);
  }

  private String threadName() {
    return offered.key().kind().word() + "-" + offered.key().name();
  }

  Offered<?> offered() {
    return offered;
  }

  /** Opens it, on its own thread; it serves once {@link #go} was called. */
  void open() {
    thread.start();
  }

  /** Waits until it was opened, or could not be. */
  boolean opened(long deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (health == Health.PENDING && phase != Phase.GONE) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        changed.awaitNanos(left);
      }
      return health == Health.SERVING || health == Health.ENDED;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until its first attempt to begin has ended: what it is there for has begun, or it failed
   * with a reason, or it is gone.
   */
  boolean begun(long deadline) throws InterruptedException {
    return begun.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /** Lets it serve. */
  void go() {
    lock.lock();
    try {
      go = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void live() {
    try {
      boolean again = openAndServe();
      while (again) {
        again = openAndServe();
      }
    } finally {
      lock.lock();
      try {
        if (!stopping && health != Health.FAILED) {
          failedNow("it ended for want of memory");
        }
        duty = null;
        enter(Phase.GONE);
      } finally {
        lock.unlock();
      }
      begun.countDown();
      around.stirred().run();
    }
  }

  /** True when it is to be opened again. */
  private boolean openAndServe() {
    Duty open;
    try {
      open = offered.open(around.stations(), state);
    } catch (RingwallException e) {
      notOpened(e);
      return rest();
    } catch (InterruptedException e) {
      failed(offered.key().who() + " was interrupted while it was opened");
      return rest();
    }
    if (!ready(open)) {
      close(open);
      return false;
    }
    long since = System.nanoTime();
    String failure = serve(open);
    if (stopped()) {
      handOver(open);
      close(open);
      return false;
    }
    if (System.nanoTime() - since > around.pace().steady().toNanos()) {
      failures = 0;
    }
    if (failure.isEmpty()) {
      awaitStop(open);
      return false;
    }
    handOverAlways(open);
    failed(failure);
    close(open);
    return rest();
  }

  private void notOpened(RingwallException problem) {
    boolean quiet =
        problem.category() == RingwallException.Category.RESOURCE
            && !offered.configured()
            && offered.wanted()
            && !everServed;
    lock.lock();
    try {
      if (quiet) {
        health = Health.UNOFFERED;
        reason = "not offered by this host: " + problem.sentence();
      } else {
        failedNow(problem.sentence());
        boolean unread = state != null && problem.category() != RingwallException.Category.RESOURCE;
        if (unread && failures > 0) {
          reason += "; what its predecessor handed over is no longer given to it";
          state = null;
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    around.stirred().run();
  }

  /** Waits until it may serve; false when it shall stop before it has. */
  private boolean ready(Duty open) {
    lock.lock();
    try {
      Thread.interrupted();
      duty = open;
      enter(Phase.READY);
      health = Health.SERVING;
      reason = "";
      nextTry = null;
      changed.signalAll();
      around.stirred().run();
      while (!go && !stopping) {
        changed.awaitUninterruptibly();
      }
      if (stopping) {
        return false;
      }
      everServed = true;
      enter(Phase.SERVING);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private String serve(Duty open) {
    try {
      open.serve(queue, begun::countDown);
      return "";
    } catch (RingwallException e) {
      return e.sentence();
    } catch (InterruptedException e) {
      return offered.key().who() + " was interrupted, and not by the engine";
    } catch (RuntimeException e) {
      return "the engine itself failed: " + PluginEdge.describe(e);
    } finally {
      lock.lock();
      try {
        Thread.interrupted();
        enter(Phase.CLOSING);
      } finally {
        lock.unlock();
      }
    }
  }

  private void awaitStop(Duty open) {
    lock.lock();
    try {
      begun.countDown();
      health = Health.ENDED;
      reason = offered.key().who() + " has come to its end";
      enter(Phase.READY);
      if (offered.key().kind() == Offered.Kind.SOURCE) {
        queue.close();
      }
      around.stirred().run();
      while (!stopping) {
        changed.awaitUninterruptibly();
      }
      enter(Phase.CLOSING);
    } finally {
      lock.unlock();
    }
    handOver(open);
    close(open);
  }

  private void handOver(Duty open) {
    if (locked(() -> handingOver)) {
      handOverAlways(open);
    }
  }

  private void handOverAlways(Duty open) {
    locked(() -> state = null);
    try {
      byte[] given = open.handOver();
      locked(() -> state = given);
    } catch (RingwallException e) {
      around.remark(offered.key().who() + " handed nothing over: " + e.sentence());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <T> T locked(Supplier<T> use) {
    lock.lock();
    try {
      return use.get();
    } finally {
      lock.unlock();
    }
  }

  private void close(Duty open) {
    try {
      open.close();
    } catch (RingwallException e) {
      around.remark(e.sentence() + " (when it was closed)");
    }
  }

  private void failed(String sentence) {
    lock.lock();
    try {
      failedNow(sentence);
    } finally {
      lock.unlock();
    }
  }

  private void failedNow(String sentence) {
    health = Health.FAILED;
    reason = sentence;
    changed.signalAll();
  }

  /** Waits before the next try; false when it shall stop. */
  private boolean rest() {
    begun.countDown();
    lock.lock();
    try {
      duty = null;
      Duration wait = around.pace().retry(failures);
      failures++;
      nextTry = around.clock().instant().plus(wait);
      enter(Phase.RESTING);
      around.stirred().run();
      long left = wait.toNanos();
      while (left > 0 && !stopping) {
        left = awaited(left);
      }
      nextTry = null;
      if (stopping) {
        return false;
      }
      if (health == Health.FAILED) {
        restarts++;
      }
      enter(Phase.OPENING);
      return true;
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // The caller's loop.
  private long awaited(long nanos) {
    try {
      return changed.awaitNanos(nanos);
    } catch (InterruptedException e) {
      return nanos;
    }
  }

  private boolean stopped() {
    lock.lock();
    try {
      return stopping;
    } finally {
      lock.unlock();
    }
  }

  private void enter(Phase next) {
    phase = next;
    phaseSince = System.nanoTime();
    changed.signalAll();
  }

  /**
   * Tells it to stop; returns at once.
   *
   * @param handOver shall it hand over to a successor
   */
  void stop(boolean handOver) {
    Duty serving;
    lock.lock();
    try {
      if (stopping) {
        return;
      }
      stopping = true;
      handingOver = handOver;
      changed.signalAll();
      if (phase == Phase.OPENING) {
        thread.interrupt();
      }
      serving = phase == Phase.SERVING ? duty : null;
    } finally {
      lock.unlock();
    }
    if (serving != null) {
      Thread halting =
          around.crew().of(threadName() + "-close", around.loader(), () -> halt(serving));
      locked(() -> closer = halting);
      halting.start();
    }
  }

  private void halt(Duty serving) {
    try {
      serving.halt();
    } catch (RingwallException e) {
      around.remark(e.sentence() + " (when it was told to stop)");
    }
  }

  /** Its threads that still live. */
  List<Thread> alive() {
    Thread halting = locked(() -> closer);
    List<Thread> alive = new ArrayList<>();
    if (thread.isAlive()) {
      alive.add(thread);
    }
    if (halting != null && halting.isAlive()) {
      alive.add(halting);
    }
    return alive;
  }

  /** Waits until it has stopped; false when it has not by then. */
  boolean ended(long deadline) throws InterruptedException {
    for (Thread one : alive()) {
      long left = deadline - System.nanoTime();
      if (left <= 0 || !one.join(Duration.ofNanos(left))) {
        return alive().isEmpty();
      }
    }
    return alive().isEmpty();
  }

  void interrupt() {
    alive().forEach(Thread::interrupt);
  }

  /** Leaves it behind: it did not stop. */
  void abandon() {
    Duty left;
    lock.lock();
    try {
      abandoned = true;
      health = Health.HUNG;
      reason = overdue() + " and was left behind";
      left = duty;
    } finally {
      lock.unlock();
    }
    if (left != null) {
      left.abandon();
    }
    if (thread.isAlive()) {
      queue.close();
    }
  }

  private String overdue() {
    return offered.key().who()
        + " did not return from "
        + where()
        + " within "
        + around.pace().stop().toSeconds()
        + " s";
  }

  private String where() {
    if (!thread.isAlive()) {
      return "close";
    }
    return switch (phase) {
      case OPENING -> "open";
      case READY, SERVING -> "run";
      case CLOSING, RESTING, GONE -> "close";
    };
  }

  /** What a successor goes on with, once it has stopped. */
  Handed handed() {
    lock.lock();
    try {
      boolean queueLost = abandoned && thread.isAlive();
      return new Handed(state, queueLost ? new QueueSlot() : queue, everServed);
    } finally {
      lock.unlock();
    }
  }

  /** No successor comes: what its queue holds is the last. */
  void closeQueue() {
    queue.close();
  }

  Health health() {
    lock.lock();
    try {
      if (stuck()) {
        return Health.HUNG;
      }
      return health == Health.SERVING && !trouble().isEmpty() ? Health.FAILED : health;
    } finally {
      lock.unlock();
    }
  }

  private String trouble() {
    return duty == null ? "" : duty.trouble();
  }

  /** Does it close for so long, without anybody waiting for it, that it will not come back. */
  private boolean stuck() {
    return phase == Phase.CLOSING
        && System.nanoTime() - phaseSince > around.pace().stop().toNanos();
  }

  String reason() {
    lock.lock();
    try {
      if (stuck() && health != Health.HUNG) {
        return reason.isEmpty() ? overdue() : reason + "; " + overdue();
      }
      return reason.isEmpty() ? trouble() : reason;
    } finally {
      lock.unlock();
    }
  }

  long restarts() {
    lock.lock();
    try {
      return restarts;
    } finally {
      lock.unlock();
    }
  }

  @Nullable Instant nextTry() {
    lock.lock();
    try {
      return nextTry;
    } finally {
      lock.unlock();
    }
  }
}
