package io.ringwall.engine.route;

import io.ringwall.engine.counts.Fall;
import io.ringwall.engine.findings.Findings;
import io.ringwall.engine.findings.Raised;
import io.ringwall.engine.learn.Learning;
import io.ringwall.engine.rules.Correlation;
import io.ringwall.sdk.event.Count;
import io.ringwall.sdk.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/**
 * Takes finished batches in order, and what each event came to through counts, correlation,
 * learning and findings. One thread, one phase.
 */
final class CorrelationStation {
  /** Findings of rules that waited may be waited for again; no shipped rule nests deeper. */
  private static final int LAST_WINDOWS = 3;

  private static final Duration BEYOND = Duration.ofSeconds(10);

  private final BlockingQueue<Batch> batches;
  private final Correlation correlation;
  private final Learning learning;
  private final Findings findings;
  private final Positions positions;
  private final Consumer<String> recalled;
  private final EventWriter events;
  private final boolean teaches;
  private final Duration longestWindow;
  private final Consumer<Judged> taker = this::accept;
  private long judged;
  private long raised;

  /**
   * A station.
   *
   * @param recalled told the ids of findings that rest on what was read before
   * @param teaches is it the phase that is there to learn: what was learned then and is read again
   *     raises nothing, since edges that were candidates then are known now
   */
  CorrelationStation(
      BlockingQueue<Batch> batches,
      Correlation correlation,
      Learning learning,
      Findings findings,
      Positions positions,
      Consumer<String> recalled,
      EventWriter events,
      boolean teaches,
      Duration longestWindow) {
    this.batches = batches;
    this.correlation = correlation;
    this.learning = learning;
    this.findings = findings;
    this.positions = positions;
    this.recalled = recalled;
    this.events = events;
    this.teaches = teaches;
    this.longestWindow = longestWindow;
  }

  void run() throws InterruptedException {
    boolean last = false;
    while (!last) {
      Batch batch = batches.take();
      batch.workersDone().await();
      for (Step step : batch.steps()) {
        take(step);
      }
      last = batch.last();
    }
  }

  private void take(Step step) {
    if (step instanceof Step.Seen seen) {
      seen.judged(taker);
    } else if (step instanceof Step.Passed passed) {
      pass(passed);
    } else {
      throw new IllegalStateException("rules do not change in a replay");
    }
  }

  private void accept(Judged one) {
    Event event = one.event();
    judged++;
    events.write(event);
    List<Raised> came = correlation.accept(event, one.judgement());
    boolean again = positions.muted(event);
    findings.observe(event, again);
    told(came, again);
    learning.accept(event, again, again);
    positions.note(event);
  }

  /**
   * Findings and learning hear of it.
   *
   * @param again was it told in an earlier replay of the same file
   */
  private void told(List<Raised> came, boolean again) {
    List<Fall> falls = correlation.falls();
    if (!falls.isEmpty()) {
      falls.forEach(learning::fell);
    }
    if (came.isEmpty()) {
      return;
    }
    raised += came.size();
    came.forEach(learning::raised);
    if (!again || !teaches) {
      findings.accept(came, again);
    }
    if (again) {
      findings.recall(came).forEach(recalled);
    }
  }

  private void pass(Step.Passed passed) {
    passed.judged().forEach(this::accept);
    advance(passed.token());
    if (passed.end()) {
      end(passed.token());
    }
  }

  private void advance(Instant token) {
    List<Raised> came = correlation.advance(token);
    told(came, !came.isEmpty() && came.stream().allMatch(this::restsOnMuted));
    learning.advance(token);
    findings.advance(token);
  }

  private boolean restsOnMuted(Raised raised) {
    return raised.support().stream()
        .allMatch(part ->
            switch (part) {
              case Count count -> positions.muted(count.lastEvent());
              case Event event -> positions.muted(event);
              default -> true;
            });
  }

  /** Passes every window, wait and time-out. */
  private void end(Instant from) {
    Instant token = from;
    for (int i = 0; i < LAST_WINDOWS; i++) {
      token = token.plus(longestWindow).plus(BEYOND);
      advance(token);
    }
    learning.finish();
    findings.finish();
  }

  /** Events that took the whole route. */
  long judged() {
    return judged;
  }

  /** What rules raised, before aggregation. */
  long raised() {
    return raised;
  }

  Correlation correlation() {
    return correlation;
  }

  Learning learning() {
    return learning;
  }
}
