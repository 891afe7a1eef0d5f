package io.ringwall.engine.intake;

import static io.ringwall.engine.identity.Estate.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.identity.Estate;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.plugin.Timing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LiveQueueTest {
  private static final long SEED = Long.getLong("ringwall.seed", 20_260_103);
  private static final int CAPACITY = 64;

  private final Estate estate = new Estate();
  private final Tally tally = new Tally("pcap");
  private LiveIntake intake = intake(CAPACITY);

  private static LiveIntake intake(int capacity) {
    return new LiveIntake(capacity, Clock.fixed(at(10), ZoneOffset.UTC));
  }

  private Event event(EventClass of) {
    return switch (of) {
      case DETAIL -> flow(FlowPhase.UPDATE);
      case CONTENT -> estate.dns("172.18.0.5", "a.example", at(10));
      case CONNECTION -> flow(FlowPhase.CLOSE);
      case ACTIVITY ->
          CustomEvent.builder(new Origin("h1", "pcap", "e1"), 1, at(10)).type("acme.login").build();
      case CONTAINER ->
          estate.container(
              ContainerAction.START, Estate.workload("web-1", "web", "172.18.0.5"), at(10));
    };
  }

  private Event flow(FlowPhase phase) {
    return estate.tcp("172.18.0.5:4000", "172.18.0.6:80", at(10)).phase(phase).build();
  }

  private List<Event> taken() throws InterruptedException {
    List<Event> all = new ArrayList<>();
    List<LiveIntake.Arrived> share;
    do {
      share = intake.take(Duration.ZERO, 512);
      share.forEach(one -> all.add(one.event()));
    } while (!share.isEmpty());
    return all;
  }

  @Test
  void theLeastPreciousGoFirstAndWhatStaysKeepsItsOrder() throws Exception {
    intake = intake(3);
    LiveQueue queue = intake.open(tally, Timing.live(Duration.ZERO));
    Event begins = flow(FlowPhase.ATTEMPT);
    Event container = event(EventClass.CONTAINER);
    Event ends = flow(FlowPhase.CLOSE);
    assertTrue(queue.offer(event(EventClass.DETAIL)));
    assertTrue(queue.offer(begins));
    assertTrue(queue.offer(event(EventClass.CONTENT)));

    assertTrue(queue.offer(container), "an update made room");
    assertTrue(queue.offer(ends), "a DNS answer made room");
    assertFalse(queue.offer(event(EventClass.CONTENT)), "nothing is less precious");
    assertFalse(queue.offer(flow(FlowPhase.ESTABLISHED)), "what is as precious came first");

    assertEquals(3, queue.accepted());
    assertEquals(List.of(begins, container, ends), taken());
    assertEquals(
        Map.of(
            new Tally.Shed("queue-full", EventClass.DETAIL), 1L,
            new Tally.Shed("queue-full", EventClass.CONTENT), 2L,
            new Tally.Shed("queue-full", EventClass.CONNECTION), 1L),
        tally.shed());
    assertEquals(Map.of("queue-full", 4L), tally.dropped());
  }

  @Test
  void aContainerIsNotLostWhileAnythingElseWaitsWhateverTheLoad() throws Exception {
    var random = new SplittableRandom(SEED);
    LiveQueue queue = intake.open(tally, Timing.live(Duration.ZERO));
    Map<EventClass, Long> sent = new EnumMap<>(EventClass.class);
    Map<EventClass, Long> got = new EnumMap<>(EventClass.class);
    List<Event> expected = new ArrayList<>();
    for (int round = 0; round < 200; round++) {
      int arriving = random.nextInt(10 * CAPACITY);
      for (int i = 0; i < arriving; i++) {
        EventClass of = drawn(random);
        Event event = event(of);
        sent.merge(of, 1L, Long::sum);
        queue.offer(event);
        assertTrue(queue.held() <= CAPACITY);
        if (of == EventClass.CONTAINER) {
          expected.add(event);
        }
      }
      List<Event> taken = taken();
      taken.forEach(event -> got.merge(EventClass.of(event), 1L, Long::sum));
      assertEquals(
          expected, taken.stream().filter(e -> EventClass.of(e) == EventClass.CONTAINER).toList());
      expected.clear();
    }
    for (EventClass of : EventClass.values()) {
      long lost = tally.shed().getOrDefault(new Tally.Shed("queue-full", of), 0L);
      assertEquals(sent.get(of), got.getOrDefault(of, 0L) + lost, "seed " + SEED + ", " + of);
    }
    assertEquals(got.values().stream().mapToLong(Long::longValue).sum(), queue.accepted());
    assertEquals(
        List.of(EventClass.DETAIL, EventClass.CONTENT, EventClass.CONNECTION, EventClass.ACTIVITY),
        Stream.of(EventClass.values()).filter(this::wasShed).toList());
  }

  @Test
  void whileItOverflowsNothingThatMayGoWaitsForLong() throws Exception {
    var clock = new MovingClock();
    intake = new LiveIntake(10_000, clock);
    LiveQueue queue = intake.open(tally, Timing.live(Duration.ZERO));
    for (int second = 0; second < 3; second++) {
      for (int tenth = 0; tenth < 10; tenth++) {
        for (int i = 0; i < 5_000; i++) {
          queue.offer(event(EventClass.CONNECTION));
        }
        clock.now = clock.now.plusMillis(100);
        intake.take(Duration.ZERO, 400);
      }
    }
    // 4,000 a second are taken, so that 1,000 wait for 250 ms.
    while (queue.held() > 1_000) {
      assertFalse(queue.offer(event(EventClass.CONNECTION)));
      clock.now = clock.now.plusMillis(100);
      intake.take(Duration.ZERO, 400);
    }
    assertTrue(queue.offer(event(EventClass.CONNECTION)));
    for (int i = queue.held(); i < 9_000; i++) {
      assertTrue(queue.offer(event(EventClass.CONTAINER)), "what is precious has all the room");
    }

    clock.now = clock.now.plusSeconds(2);
    assertTrue(queue.offer(event(EventClass.DETAIL)), "it overflows no more");
  }

  private static final class MovingClock implements InstantSource {
    private Instant now = at(10);

    @Override
    public Instant instant() {
      return now;
    }
  }

  private boolean wasShed(EventClass of) {
    return tally.shed().containsKey(new Tally.Shed("queue-full", of));
  }

  /** Containers are rare, so that a queue never fills with them. */
  private static EventClass drawn(SplittableRandom random) {
    int number = random.nextInt(200);
    List<EventClass> others = List.of(EventClass.values()).subList(0, 4);
    return number == 0 ? EventClass.CONTAINER : others.get(number % others.size());
  }
}
