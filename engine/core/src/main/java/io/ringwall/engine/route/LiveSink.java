package io.ringwall.engine.route;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.intake.Tally;
import io.ringwall.engine.plugins.Engagement;
import io.ringwall.engine.plugins.InstalledSink;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Hands findings to one sink of a running engine, in order, on a thread of its own, each once it is
 * safe. A sink that cannot take one is asked again, with a while between that grows.
 */
final class LiveSink implements Engagement {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;

  private final InstalledSink sink;
  private final Revisions revisions;
  private final Tally tally;
  private final LongConsumer reached;
  private final Thread thread;
  private final CountDownLatch ending = new CountDownLatch(1);
  private long accepted;
  private long flushed;

  /**
   * A sink at work.
   *
   * @param position how many revisions it has taken for good
   * @param reached told how many it has, each time that becomes more
   */
  LiveSink(
      InstalledSink sink,
      Revisions revisions,
      Tally tally,
      long position,
      LongConsumer reached,
      Crew crew) {
    this.sink = sink;
    this.revisions = revisions;
    this.tally = tally;
    this.accepted = position;
    this.flushed = position;
    this.reached = reached;
    this.thread = crew.make("sink-" + sink.name(), this::run);
  }

  LiveSink start() {
    thread.start();
    return this;
  }

  private void run() throws InterruptedException {
    boolean more = true;
    while (more) {
      boolean last = ending.getCount() == 0;
      Revisions.Revision next = revisions.after(accepted, last ? Duration.ZERO : LOOK);
      if (next == null) {
        flush();
        more = !last;
      } else {
        more = take(next);
      }
    }
  }

  /** False when it is to end before the sink would take it. */
  private boolean take(Revisions.Revision next) throws InterruptedException {
    if (next.number() > accepted + 1) {
      tally.dropped("sink-too-far-behind", next.number() - accepted - 1);
    }
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        sink.accept(next.finding());
        accepted = next.number();
        tally.count("findings", 1);
        return true;
      } catch (RingwallException e) {
        tally.count("sink-retries", 1);
        if (ending.await(pause, TimeUnit.MILLISECONDS)) {
          return false;
        }
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
    }
  }

  private void flush() throws InterruptedException {
    if (accepted == flushed) {
      return;
    }
    try {
      sink.flush();
      flushed = accepted;
      reached.accept(flushed);
    } catch (RingwallException e) {
      // Everything since the last flush is given again, as the sink was promised.
      tally.count("sink-retries", 1);
      accepted = flushed;
      ending.await(FIRST_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    ending.countDown();
    revisions.wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
