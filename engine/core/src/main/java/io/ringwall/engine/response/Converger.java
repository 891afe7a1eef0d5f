package io.ringwall.engine.response;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.plugin.Boundary;
import io.ringwall.sdk.plugin.Convergence;
import io.ringwall.sdk.plugin.Membership;
import io.ringwall.sdk.plugin.Observation;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Drives one actuator on a thread of its own: whenever a revision changed it converges to the
 * latest, reads back what the backend enforces, and tries again, with a while between that grows,
 * when the backend refused or enforces something else.
 */
public final class Converger implements AutoCloseable {
  /**
   * How long is waited before another attempt.
   *
   * @param first after the first failure; doubled with each further one
   * @param longest and never longer than this
   */
  public record Pace(Duration first, Duration longest) {
    /** One second, doubling to a minute. */
    public static final Pace DEFAULT = new Pace(Duration.ofSeconds(1), Duration.ofMinutes(1));

    public Pace {
      if (!first.isPositive() || first.compareTo(longest) > 0) {
        throw new IllegalArgumentException(
            "first must be positive and at most longest, was " + first + " and " + longest);
      }
    }
  }

  private record Asked(Boundary boundary, Membership membership) {
    boolean isAs(@Nullable Asked other) {
      return other != null
          && boundary.revision() == other.boundary.revision()
          && membership.revision() == other.membership.revision();
    }
  }

  private final Driven actuator;
  private final ConvergerListener listener;
  private final Pace pace;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Asked latest;
  private boolean ending;

  private Converger(Driven actuator, ConvergerListener listener, Pace pace, ThreadFactory threads) {
    this.actuator = actuator;
    this.listener = listener;
    this.pace = pace;
    this.thread = threads.newThread(this::run);
  }

  /** Begins to drive an actuator; it is asked nothing before {@link #ask}. */
  public static Converger start(
      Driven actuator, ConvergerListener listener, Pace pace, ThreadFactory threads) {
    var converger = new Converger(actuator, listener, pace, threads);
    converger.thread.start();
    return converger;
  }

  /** What is to hold from now on; revisions that were overtaken are passed over. Any thread. */
  public void ask(Boundary boundary, Membership membership) {
    lock.lock();
    try {
      latest = new Asked(boundary, membership);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      drive();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void drive() throws InterruptedException {
    Asked holds = null;
    Duration pause = Duration.ZERO;
    String told = "";
    while (true) {
      Asked next = next(holds, pause);
      if (next == null) {
        return;
      }
      String trouble = attempt(next);
      if (trouble.isEmpty()) {
        holds = next;
        pause = Duration.ZERO;
      } else {
        holds = null;
        pause = pause.isZero() ? pace.first() : shorter(pause.multipliedBy(2), pace.longest());
        if (!trouble.equals(told)) {
          listener.trouble(actuator.name(), trouble);
        }
      }
      told = trouble;
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** What to converge to, after the pause; null when it is to end. */
  private @Nullable Asked next(@Nullable Asked holds, Duration pause) throws InterruptedException {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (!ending && left > 0) {
        left = changed.awaitNanos(left);
      }
      while (!ending && (latest == null || latest.isAs(holds))) {
        changed.await();
      }
      return ending ? null : latest;
    } finally {
      lock.unlock();
    }
  }

  /** Converges once; what went wrong, or nothing. */
  private String attempt(Asked asked) throws InterruptedException {
    try {
      Convergence done = actuator.converge(asked.boundary(), asked.membership());
      String difference = difference(asked, done, actuator.observe());
      if (difference.isEmpty()) {
        listener.converged(
            actuator.name(), done.boundaryRevision(), done.membershipRevision(), done.gaps());
      }
      return difference;
    } catch (RingwallException e) {
      return e.sentence();
    }
  }

  private String difference(Asked asked, Convergence done, Observation seen) {
    String who = "actuator '" + actuator.name() + "' ";
    long boundary = asked.boundary().revision();
    long membership = asked.membership().revision();
    if (seen.boundaryRevision() != boundary || seen.membershipRevision() != membership) {
      return who
          + "was asked for boundary %d and membership %d, and its backend shows %d and %d"
              .formatted(boundary, membership, seen.boundaryRevision(), seen.membershipRevision());
    }
    Set<EdgeKey> more = new HashSet<>(seen.edges());
    more.removeAll(asked.boundary().edges());
    if (!more.isEmpty()) {
      return who + "lets pass " + more.size() + " edges that are not allowed, " + example(more);
    }
    Set<EdgeKey> missing = new HashSet<>(asked.boundary().edges());
    missing.removeAll(seen.edges());
    return missing.isEmpty() || !done.gaps().isEmpty()
        ? ""
        : who + "does not let pass " + missing.size() + " allowed edges, " + example(missing);
  }

  private static String example(Set<EdgeKey> edges) {
    return "such as " + edges.stream().map(EdgeKey::toString).sorted().findFirst().orElse("none");
  }

  /** Ends it; waits for the call under way, which is interrupted when the waiting thread is. */
  @Override
  public void close() {
    lock.lock();
    try {
      ending = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException _) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
