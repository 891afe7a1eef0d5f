package io.ringwall.engine.route;

import io.ringwall.engine.intake.Admitted;
import io.ringwall.engine.intake.Intake;
import io.ringwall.engine.time.Ticks;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.Event;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets recorded events in, in the order of their times, with tokens of time between them. One
 * thread, one phase.
 */
final class Dispatcher {
  private final Intake intake;
  private final Deque<ContainerEvent> inventory;
  private final boolean lastPhase;
  private final Dispatch dispatch;

  private long tick = Long.MIN_VALUE;
  private @Nullable Instant first;
  private @Nullable Instant last;

  Dispatcher(Intake intake, Deque<ContainerEvent> inventory, boolean lastPhase, Dispatch dispatch) {
    this.intake = intake;
    this.inventory = inventory;
    this.lastPhase = lastPhase;
    this.dispatch = dispatch;
  }

  /** Hands on everything up to the end of the phase. */
  void run() throws InterruptedException {
    for (List<Admitted> next = intake.take(); !next.isEmpty(); next = intake.take()) {
      for (Admitted one : next) {
        startsUpTo(one.at());
        first = first == null ? one.event().time() : first;
        last = one.event().time();
        admit(one.event(), one.at());
      }
    }
    if (intake.stopped()) {
      return;
    }
    if (lastPhase) {
      startsUpTo(Instant.MAX);
    }
    dispatch.end(tick == Long.MIN_VALUE ? Instant.EPOCH : Ticks.start(tick + 1));
  }

  /** What inventories tell takes the route once, at its time; the rest waits for the next phase. */
  private void startsUpTo(Instant at) throws InterruptedException {
    while (!inventory.isEmpty() && !inventory.getFirst().time().isAfter(at)) {
      ContainerEvent started = inventory.removeFirst();
      admit(started, started.time());
    }
  }

  private void admit(Event event, Instant at) throws InterruptedException {
    dispatch.count(event);
    pass(at);
    dispatch.admit(event, at);
  }

  /** One token for all boundaries that were crossed: the last one. */
  private void pass(Instant at) throws InterruptedException {
    long now = Ticks.of(at);
    if (now > tick) {
      Instant boundary = Ticks.start(now);
      dispatch.release(boundary);
      if (tick != Long.MIN_VALUE) {
        dispatch.pass(boundary);
      }
      tick = now;
    }
    dispatch.release(at);
  }

  /** Events let in, by kind. */
  SortedMap<String, Long> kinds() {
    return dispatch.kinds();
  }

  /** Time of the first recorded event. */
  @Nullable Instant first() {
    return first;
  }

  /** Time of the last recorded event. */
  @Nullable Instant last() {
    return last;
  }

  /** Starts that two sources told of. */
  long twins() {
    return dispatch.twins();
  }

  /** Flows that waited for a container to be known. */
  long waited() {
    return dispatch.waited();
  }
}
