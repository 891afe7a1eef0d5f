package io.ringwall.testkit.contract;

import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.plugin.EventSink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way into an engine whose queue can be shut: {@code emit} then waits, {@code offer} refuses.
 */
final class Gate implements EventSink {
  /** An event, when it was handed over, and how. */
  record Taken(Event event, Instant at, boolean offered) {}

  private final InstantSource clock;
  private final List<Taken> taken = new ArrayList<>();
  private final Map<String, Instant> completed = new HashMap<>();
  private final List<String> breaches = new ArrayList<>();
  private int room;
  private int waiting;
  private int refused;
  private int refusedBeforeShut;
  private int completions;
  private @Nullable Instant complete;
  private String epoch = "";
  private Runnable onTaking = () -> {};

  /**
   * A sink with room for so many events before it is shut.
   *
   * @param clock says when an event was handed over
   */
  Gate(int room, InstantSource clock) {
    this.room = room;
    this.clock = clock;
  }

  static Gate open(InstantSource clock) {
    return new Gate(Integer.MAX_VALUE, clock);
  }

  @Override
  public synchronized void emit(Event event) throws InterruptedException {
    while (room == 0) {
      waiting++;
      notifyAll();
      try {
        wait();
      } finally {
        waiting--;
      }
    }
    take(event, false);
  }

  @Override
  public synchronized boolean offer(Event event) {
    if (room == 0) {
      refused++;
      notifyAll();
      return false;
    }
    take(event, true);
    return true;
  }

  private void take(Event event, boolean offered) {
    room -= room == Integer.MAX_VALUE ? 0 : 1;
    // A clock that was set back begins a new epoch, with times of its own.
    if (!event.epoch().equals(epoch)) {
      epoch = event.epoch();
      complete = completed.get(epoch);
    }
    if (complete != null && event.time().isBefore(complete)) {
      breaches.add(
          "an event of " + event.time() + " came after time was complete up to " + complete);
    }
    taken.add(new Taken(event, clock.instant(), offered));
    notifyAll();
    onTaking.run();
  }

  /** Does this with each event that is handed over from now on, before the source goes on. */
  synchronized void onTaking(Runnable act) {
    onTaking = act;
  }

  @Override
  public synchronized void complete(Instant upTo) {
    completions++;
    if (complete == null || upTo.isAfter(complete)) {
      complete = upTo;
      completed.put(epoch, upTo);
    }
  }

  /** Lets all in that wait, and all that come. */
  synchronized void open() {
    room = Integer.MAX_VALUE;
    notifyAll();
  }

  /** Lets nobody in any more. */
  synchronized void shut() {
    room = 0;
    refusedBeforeShut = refused;
  }

  /** Waits until so many events were handed over. */
  synchronized void awaitTaken(int count, Duration deadline) throws InterruptedException {
    await(() -> taken.size() >= count, deadline);
    if (taken.size() < count) {
      throw new AssertionError("expected " + count + " events, found " + taken.size());
    }
  }

  /**
   * Waits until somebody waits before the gate, or was sent away since it was shut; false when
   * nobody came.
   */
  synchronized boolean awaitKnock(Duration deadline) throws InterruptedException {
    await(this::knocked, deadline);
    return knocked();
  }

  private synchronized boolean knocked() {
    return waiting > 0 || refused > refusedBeforeShut;
  }

  private interface Until {
    boolean holds();
  }

  private void await(Until until, Duration deadline) throws InterruptedException {
    long end = System.nanoTime() + deadline.toNanos();
    long left = deadline.toNanos();
    while (!until.holds() && left > 0) {
      wait(1 + left / 1_000_000);
      left = end - System.nanoTime();
    }
  }

  synchronized int refused() {
    return refused;
  }

  synchronized int completions() {
    return completions;
  }

  synchronized List<Taken> taken() {
    return List.copyOf(taken);
  }

  synchronized List<Event> events() {
    return taken.stream().map(Taken::event).toList();
  }

  /** Ids of the events, as the engine knows them again. */
  synchronized Set<String> ids() {
    return Set.copyOf(taken.stream().map(one -> EventForm.id(one.event())).toList());
  }

  /** What was said of time and did not hold. */
  synchronized List<String> breaches() {
    return List.copyOf(breaches);
  }
}
