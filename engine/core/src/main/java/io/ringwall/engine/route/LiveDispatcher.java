package io.ringwall.engine.route;

import io.ringwall.engine.intake.LiveIntake;
import io.ringwall.engine.intake.LiveIntake.Arrived;
import io.ringwall.engine.time.Ticks;
import io.ringwall.sdk.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Lets live events in as they arrive, with tokens of engine time between them. One thread. */
final class LiveDispatcher {
  /** Events that one source gives at a time. */
  private static final int SHARE_MAX = 512;

  private static final int SHARE_MIN = 32;

  /**
   * What was taken is to be handed on within so long, else less is taken at a time: all that is
   * taken is judged before what comes then, however precious.
   */
  private static final long HANDED_ON_NANOS = 10_000_000;

  /**
   * Nothing is taken for so long after a batch of few was handed on, so that a stream of single
   * events does not wake three threads for each.
   */
  private static final long GATHERED_NANOS = 2_000_000;

  private final LiveIntake intake;
  private final Dispatch dispatch;
  private final Delays delays;
  private final InstantSource clock;
  private final StationTime busy;
  private final ConcurrentLinkedQueue<Step.Rules> rules = new ConcurrentLinkedQueue<>();
  private final Instant holds;
  private long tick = Long.MIN_VALUE;
  private int share = SHARE_MAX;
  private boolean few;
  private long handedOn;
  private volatile Instant token = Instant.MIN;

  /**
   * A dispatcher.
   *
   * @param delays told of sources that have a clock of their own
   * @param start how long engine time stands still at first, so that sources can begin to give
   *     again what fills the windows
   */
  LiveDispatcher(
      LiveIntake intake,
      Dispatch dispatch,
      Delays delays,
      InstantSource clock,
      Duration start,
      StationTime busy) {
    this.delays = delays;
    this.busy = busy;
    this.intake = intake;
    this.dispatch = dispatch;
    this.clock = clock;
    this.holds = clock.instant().plus(start);
  }

  /** These rules judge what is let in from now on. Any thread. */
  void rules(Step.Rules next) {
    rules.add(next);
  }

  /** Hands on what arrives until the intake is stopped, and then what is left in it. */
  void run() throws InterruptedException {
    boolean last = false;
    while (!last) {
      last = intake.stopped();
      gather();
      List<Arrived> arrived = intake.take(Ticks.LENGTH, share);
      last &= arrived.isEmpty();
      long begun = System.nanoTime();
      for (Step.Rules next = rules.poll(); next != null; next = rules.poll()) {
        dispatch.rules(next);
      }
      Instant now = clock.instant();
      for (Arrived one : arrived) {
        Event event = one.event();
        if (one.delay() instanceof Duration delay) {
          delays.note(event.source(), delay);
        }
        dispatch.admit(event, now.isBefore(event.time()) ? event.time() : now);
      }
      dispatch.release(now);
      if (!now.isBefore(holds)) {
        pass(intake.engineTime());
      }
      dispatch.flush();
      share = share(System.nanoTime() - begun);
      busy.since(begun);
      if (!arrived.isEmpty()) {
        few = arrived.size() < SHARE_MIN;
        handedOn = System.nanoTime();
      }
    }
    dispatch.stop();
  }

  private void gather() throws InterruptedException {
    long left = handedOn + GATHERED_NANOS - System.nanoTime();
    if (few && left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  /** Where workers cannot follow, handing on takes as long as they do. */
  private int share(long tookNanos) {
    if (tookNanos > HANDED_ON_NANOS) {
      return Math.max(SHARE_MIN, share / 2);
    }
    return tookNanos < HANDED_ON_NANOS / 4 ? Math.min(SHARE_MAX, 2 * share) : share;
  }

  private void pass(Instant time) throws InterruptedException {
    long now = Ticks.of(time);
    if (now > tick) {
      tick = now;
      token = Ticks.start(now);
      dispatch.pass(token);
    }
  }

  /** How far engine time has come. Any thread. */
  Instant token() {
    return token;
  }
}
