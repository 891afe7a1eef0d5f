package io.ringwall.engine.intake;

import static io.ringwall.engine.identity.Estate.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringwall.engine.identity.Estate;
import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever is added, taken and let go, what waits is what a plain list would hold. */
final class HeldEventsTest {
  private static final long SEED = Long.getLong("ringwall.seed", 20_261_127);
  private static final List<EventClass> CLASSES = List.of(EventClass.values());

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Estate estate = new Estate();
  private final HeldEvents held = new HeldEvents();
  private final List<Event> plain = new ArrayList<>();

  private Event event() {
    return switch (random.nextInt(8)) {
      case 0 -> estate.dns("172.18.0.5", "a.example", at(10));
      case 1 ->
          CustomEvent.builder(new Origin("h1", "pcap", "e1"), 1, at(10)).type("acme.login").build();
      case 2, 3 -> estate.tcp("172.18.0.5:4000", "172.18.0.6:80", at(10)).build();
      default ->
          estate.tcp("172.18.0.5:4000", "172.18.0.6:80", at(10)).phase(FlowPhase.UPDATE).build();
    };
  }

  private void makeRoom() {
    EventClass coming = CLASSES.get(random.nextInt(CLASSES.size()));
    EventClass least = coming;
    int at = -1;
    for (int i = 0; i < plain.size(); i++) {
      EventClass of = EventClass.of(plain.get(i));
      if (of.compareTo(coming) < 0 && of.compareTo(least) <= 0) {
        least = of;
        at = i;
      }
    }
    if (at < 0) {
      assertNull(held.makeRoomFor(coming));
    } else {
      assertEquals(least, held.makeRoomFor(coming));
      plain.remove(at);
    }
  }

  @Test
  void holdsWhatAListWouldHold() {
    for (int round = 0; round < 60; round++) {
      int adds = random.nextInt(10);
      int rooms = random.nextInt(6);
      int removals = random.nextInt(10);
      for (int i = 0; i < 400; i++) {
        int what = random.nextInt(adds + rooms + removals + 1);
        if (what < adds) {
          Event event = event();
          held.add(event);
          plain.add(event);
        } else if (what < adds + rooms) {
          makeRoom();
        } else if (!plain.isEmpty()) {
          assertSame(plain.removeFirst(), held.remove());
        }
        assertEquals(plain.size(), held.size());
        assertSame(plain.isEmpty() ? null : plain.getFirst(), held.peek());
      }
    }
    while (!plain.isEmpty()) {
      assertSame(plain.removeFirst(), held.remove());
    }
    assertThrows(NoSuchElementException.class, held::remove);
  }
}
