package io.ringwall.engine.route;

import io.ringwall.engine.config.RingwallException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first thing that failed on any thread of a replay or an engine; it stops all others. */
final class Failure {
  private final String what;
  private final List<Runnable> stops = new ArrayList<>();
  private @Nullable Throwable first;

  /**
   * @param what what fails, such as {@code replay}
   */
  Failure(String what) {
    this.what = what;
  }

  /** What is to be done when something fails; at once if it already has. */
  void onFailure(Runnable stop) {
    boolean now;
    synchronized (this) {
      stops.add(stop);
      now = first != null;
    }
    if (now) {
      stop.run();
    }
  }

  /** Something failed. */
  void report(Throwable problem) {
    List<Runnable> toRun;
    synchronized (this) {
      if (first != null) {
        return;
      }
      first = problem;
      toRun = List.copyOf(stops);
    }
    toRun.forEach(Runnable::run);
  }

  synchronized boolean happened() {
    return first != null;
  }

  /** Throws what failed first, if anything did. */
  synchronized void throwIfAny() throws InterruptedException {
    if (first instanceof RingwallException known) {
      throw known;
    }
    if (first instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    if (first != null) {
      throw new RingwallException(
          RingwallException.Category.INTERNAL, "the " + what + " failed: " + first, first);
    }
  }
}
