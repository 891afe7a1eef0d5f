package io.ringwall.engine.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class IntakeTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void endThreads() {
    threads.forEach(Thread::interrupt);
  }

  private static Event event(String source, long sequence, long millis) {
    return CustomEvent.builder(new Origin("h", source, "e"), sequence, START.plusMillis(millis))
        .type("test.event")
        .build();
  }

  private void start(Emitting emitting) {
    var thread =
        new Thread(() -> {
          try {
            emitting.run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private static List<String> drain(Intake intake) {
    return assertTimeoutPreemptively(
        DEADLINE,
        () -> {
          List<String> ids = new ArrayList<>();
          for (List<Admitted> next = intake.take(); !next.isEmpty(); next = intake.take()) {
            next.forEach(admitted -> ids.add(admitted.event().id()));
          }
          return ids;
        });
  }

  @Test
  void ordersEventsOfAllSourcesByTimeSourceAndSequence() throws InterruptedException {
    var intake = new Intake(100);
    IntakeQueue b = intake.open(new Tally("b"));
    IntakeQueue a = intake.open(new Tally("a"));
    b.emit(event("b", 1, 20));
    b.emit(event("b", 0, 10));
    a.emit(event("a", 7, 10));
    a.emit(event("a", 3, 10));
    a.close();
    b.close();
    assertEquals(List.of("h/a/e/3", "h/a/e/7", "h/b/e/0", "h/b/e/1"), drain(intake));
  }

  @Test
  void letsNothingInBeforeTheSlowestSourceHasPassedIt() throws InterruptedException {
    var intake = new Intake(100);
    IntakeQueue fast = intake.open(new Tally("fast"));
    IntakeQueue slow = intake.open(new Tally("slow"));
    fast.emit(event("fast", 1, 1000));
    fast.emit(event("fast", 2, 3000));
    fast.complete(START.plusMillis(5000));
    slow.complete(START.plusMillis(2000));
    List<Admitted> first = intake.take();
    assertEquals(1, first.size());
    assertEquals(START.plusMillis(2000), intake.engineTime());
    fast.close();
    slow.close();
    assertEquals(List.of("h/fast/e/2"), drain(intake));
  }

  @Test
  void emitWaitsForRoomAndOfferRefusesAndCounts() throws InterruptedException {
    var intake = new Intake(2);
    var tally = new Tally("a");
    IntakeQueue a = intake.open(tally);
    assertTrue(a.offer(event("a", 1, 1)));
    assertTrue(a.offer(event("a", 2, 2)));
    assertFalse(a.offer(event("a", 3, 3)));
    assertEquals(1, tally.dropped().get("queue-full"));
    var emitted = new CountDownLatch(1);
    start(() -> {
      a.emit(event("a", 4, 4));
      emitted.countDown();
      a.close();
    });
    assertEquals(List.of("h/a/e/1", "h/a/e/2", "h/a/e/4"), drain(intake));
    assertEquals(0, emitted.getCount());
  }

  @Test
  void aSourceThatNeverSaysHowFarItIsCompleteIsOrderedWithinItsQueue() {
    var intake = new Intake(16);
    var tally = new Tally("a");
    IntakeQueue a = intake.open(tally);
    IntakeQueue b = intake.open(new Tally("b"));
    start(() -> {
      for (int i = 0; i < 1000; i++) {
        a.emit(event("a", i, i ^ 1));
      }
      a.close();
    });
    start(() -> {
      b.emit(event("b", 0, 500));
      b.close();
    });
    List<String> ids = drain(intake);
    assertEquals(1001, ids.size());
    assertEquals("h/b/e/0", ids.get(ids.indexOf("h/a/e/501") + 1));
    assertEquals("h/a/e/500", ids.get(ids.indexOf("h/a/e/501") + 2));
    assertTrue(tally.counted().get("completeness-forced") > 0);
  }

  @Test
  void anEventThatComesTooLateTakesItsPlaceWhereItsSourceStands() throws InterruptedException {
    var intake = new Intake(16);
    var tally = new Tally("a");
    IntakeQueue a = intake.open(tally);
    a.complete(START.plusMillis(1000));
    a.emit(event("a", 1, 500));
    a.emit(event("a", 2, 1100));
    a.close();
    List<Admitted> admitted = intake.take();
    assertEquals(START.plusMillis(1000), admitted.getFirst().at());
    assertEquals(START.plusMillis(500), admitted.getFirst().event().time());
    assertEquals(1, tally.counted().get("late-events"));
  }

  @Test
  void aClockThatStepsBackIsOrderedAfterWhatCameBefore() throws InterruptedException {
    var intake = new Intake(16);
    var tally = new Tally("a");
    IntakeQueue a = intake.open(tally);
    a.emit(event("a", 1, 10_000));
    a.complete(START.plusMillis(10_001));
    a.emit(event("a", 2, 0));
    a.complete(START.plusMillis(1));
    a.emit(event("a", 3, 3000));
    a.close();
    List<Admitted> admitted = intake.take();
    assertEquals(
        List.of("h/a/e/1", "h/a/e/2", "h/a/e/3"),
        admitted.stream().map(one -> one.event().id()).toList());
    assertEquals(START.plusMillis(13_001), admitted.getLast().at());
    assertEquals(1, tally.counted().get("clock-steps"));
  }

  @Test
  void endsWhenItIsStoppedAndLetsWaitingSourcesGo() throws InterruptedException {
    var intake = new Intake(2);
    var tally = new Tally("a");
    IntakeQueue a = intake.open(tally);
    a.emit(event("a", 1, 1));
    a.emit(event("a", 2, 2));
    var ended = new CountDownLatch(1);
    start(() -> {
      for (int i = 3; i < 10; i++) {
        a.emit(event("a", i, i));
      }
      ended.countDown();
    });
    intake.stop();
    assertTrue(ended.await(DEADLINE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS));
    assertTrue(intake.take().isEmpty());
    assertEquals(7, tally.dropped().get("engine-stopped"));
  }

  @Test
  void takesNoTimesThatNoClockShows() throws InterruptedException {
    var intake = new Intake(16);
    var tally = new Tally("a");
    IntakeQueue a = intake.open(tally);
    Event far =
        CustomEvent.builder(new Origin("h", "a", "e"), 1, Instant.MAX).type("test.event").build();
    a.emit(far);
    a.complete(Instant.MAX);
    a.complete(Instant.MIN);
    a.close();
    assertTrue(drain(intake).isEmpty());
    assertEquals(1, tally.malformed().get("time-out-of-range"));
  }

  @Test
  void refusesACapacityOfNothing() {
    assertThrows(IllegalArgumentException.class, () -> new Intake(1));
  }

  /** Whatever the threads do, and however events are shuffled within the lateness. */
  @Test
  void admitsTheSameSequenceForAnyOrderOfArrivalWithinTheLateness() {
    long seed = 20_261_125L;
    for (int round = 0; round < 20; round++) {
      var random = new Random(seed + round);
      List<List<Event>> sources =
          IntStream.range(0, 3).mapToObj(number -> events("s" + number, random)).toList();
      List<String> wanted =
          sources.stream()
              .flatMap(List::stream)
              .sorted(
                  Comparator.comparing(Event::time)
                      .thenComparing(Event::source)
                      .thenComparingLong(Event::sequence))
              .map(Event::id)
              .toList();
      assertEquals(wanted, emitted(sources, 64, new Random(1)), "seed " + (seed + round));
      assertEquals(wanted, emitted(sources, 4096, new Random(2)), "seed " + (seed + round));
    }
  }

  private static List<Event> events(String source, Random random) {
    List<Event> events = new ArrayList<>();
    long millis = 0;
    for (int i = 0; i < 400; i++) {
      millis += random.nextInt(4) == 0 ? random.nextInt(2500) : 100;
      events.add(event(source, i, millis));
    }
    return events;
  }

  private List<String> emitted(List<List<Event>> sources, int capacity, Random random) {
    var intake = new Intake(capacity);
    List<IntakeQueue> queues =
        sources.stream().map(events -> intake.open(new Tally(events.getFirst().source()))).toList();
    for (int i = 0; i < queues.size(); i++) {
      IntakeQueue queue = queues.get(i);
      List<Event> arrival = shuffled(sources.get(i), random);
      var pauses = new Random(random.nextLong());
      start(() -> emit(queue, arrival, pauses));
    }
    return drain(intake);
  }

  private static void emit(IntakeQueue queue, List<Event> arrival, Random pauses)
      throws InterruptedException {
    Instant latest = Instant.MIN;
    for (Event event : arrival) {
      if (pauses.nextInt(50) == 0) {
        Thread.sleep(0, 1000 * pauses.nextInt(1000));
      }
      queue.emit(event);
      latest = event.time().isAfter(latest) ? event.time() : latest;
      if (pauses.nextInt(8) == 0) {
        queue.complete(latest.minusSeconds(2));
      }
    }
    queue.close();
  }

  /** No event comes more than 2 s after a later one. */
  private static List<Event> shuffled(List<Event> events, Random random) {
    record Late(Event event, Instant arrives) {}
    List<Late> late =
        new ArrayList<>(
            events.stream()
                .map(event -> new Late(event, event.time().plusMillis(random.nextInt(2000))))
                .toList());
    Collections.shuffle(late, random);
    late.sort(Comparator.comparing(Late::arrives));
    return late.stream().map(Late::event).toList();
  }

  private interface Emitting {
    void run() throws InterruptedException;
  }
}
