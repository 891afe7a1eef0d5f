package io.ringwall.engine.counts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.event.Count;
import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.event.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CountTableTest {
  private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
  private static final Origin ORIGIN = new Origin("vm1", "test", "e");

  private final CountSpec ports = spec(true, 60, 1000, 1000, 3);
  private final CountSpec rate = spec(false, 60, 1000, 1000, 3);
  private final List<Count> emitted = new ArrayList<>();
  private long sequence;

  private static CountSpec spec(boolean distinct, int seconds, int keys, int values, int scan) {
    return new CountSpec(
        "recon",
        distinct ? "ports" : "rate",
        distinct,
        Duration.ofSeconds(seconds),
        keys,
        values,
        List.of(new Threshold("scan", scan)));
  }

  private static Instant at(double seconds) {
    return START.plusNanos(Math.round(seconds * 1e9));
  }

  private Event event(double seconds) {
    return CustomEvent.builder(ORIGIN, ++sequence, at(seconds))
        .type("x")
        .workload(Workload.builder().containerId("c").name("c").namespace("n").service("s").build())
        .build();
  }

  private void add(CountTable table, CountSpec count, double seconds, Object key, Object value) {
    Addition addition =
        Addition.of(count, new Object[] {key}, new Object[] {value}, event(seconds));
    table.add(addition, emitted::add);
  }

  @Test
  void aDistinctValueCountsOnceAndARateEachTime() {
    CountTable table = new CountTable(List.of(ports, rate));
    for (int i = 0; i < 3; i++) {
      add(table, ports, i, "a", "same");
      add(table, rate, i, "a", "same");
    }
    assertEquals(List.of("rate"), emitted.stream().map(Count::of).toList());
    assertEquals(1, table.value(ports, List.of("a"), at(2)));
  }

  @Test
  void emitsAtTheThresholdAndAtEachTenfoldOfIt() {
    CountTable table = new CountTable(List.of(ports));
    for (int i = 0; i < 310; i++) {
      add(table, ports, i * 0.1, "a", i);
    }
    assertEquals(List.of(3L, 30L, 300L), emitted.stream().map(Count::value).toList());
    Count first = emitted.getFirst();
    assertEquals("scan", first.reached());
    assertEquals(3, first.threshold());
    assertEquals(at(0), first.firstTime());
    assertEquals(at(0.2), first.time());
    assertEquals("c", first.subject().name());
    assertEquals(3, first.samples().size());
    assertEquals(first.lastEvent(), first.samples().getLast());
    assertEquals(3, emitted.stream().map(Count::id).distinct().count());
  }

  @Test
  void theWindowSlidesInEventTime() {
    CountTable table = new CountTable(List.of(ports));
    add(table, ports, 0, "a", 1);
    add(table, ports, 30, "a", 2);
    add(table, ports, 60, "a", 3);
    assertTrue(emitted.isEmpty());
    add(table, ports, 61, "a", 4);
    assertEquals(List.of("[a] 3 at 61000"), relative());
    assertEquals(at(30), emitted.getFirst().firstTime());
  }

  private List<String> relative() {
    return emitted.stream()
        .map(count ->
            count.keys()
                + " "
                + count.value()
                + " at "
                + Duration.between(START, count.time()).toMillis())
        .toList();
  }

  @Test
  void aValueAddedAgainStaysLonger() {
    CountTable table = new CountTable(List.of(ports));
    add(table, ports, 0, "a", 1);
    add(table, ports, 50, "a", 1);
    add(table, ports, 70, "a", 2);
    add(table, ports, 71, "a", 3);
    assertEquals(1, emitted.size());
  }

  @Test
  void tellsWhenItFellAndEmitsAnewAfterThat() {
    CountTable table = new CountTable(List.of(ports));
    for (int i = 0; i < 5; i++) {
      add(table, ports, i, "a", i);
    }
    table.advance(at(61));
    assertEquals(List.of(), table.falls());
    table.advance(at(70));
    List<Fall> falls = table.falls();
    assertEquals(1, falls.size());
    assertEquals(at(62), falls.getFirst().at());
    assertEquals(emitted.getFirst(), falls.getFirst().count());
    assertEquals(List.of(), table.falls());
    for (int i = 0; i < 3; i++) {
      add(table, ports, 80 + i, "a", i);
    }
    assertEquals(2, emitted.size());
  }

  @Test
  void keysAndValuesAreBoundedAndWhatGoesIsCounted() {
    CountSpec small = spec(true, 60, 2, 4, 3);
    CountTable table = new CountTable(List.of(small));
    add(table, small, 0, "a", 1);
    add(table, small, 1, "b", 1);
    add(table, small, 2, "a", 2);
    add(table, small, 3, "c", 1);
    assertEquals(1, table.evictedKeys());
    assertEquals(0, table.value(small, List.of("b"), at(3)));
    assertEquals(2, table.value(small, List.of("a"), at(3)));
    for (int i = 0; i < 6; i++) {
      add(table, small, 4 + i, "c", 10 + i);
    }
    assertEquals(4, table.value(small, List.of("c"), at(10)));
    assertEquals(3, table.evictedValues());
  }

  @Test
  void aKeyThatIsEvictedWhileReachedFalls() {
    CountSpec small = spec(true, 60, 1, 10, 2);
    CountTable table = new CountTable(List.of(small));
    add(table, small, 0, "a", 1);
    add(table, small, 1, "a", 2);
    add(table, small, 2, "b", 1);
    assertEquals(List.of(at(2)), table.falls().stream().map(Fall::at).toList());
  }

  @Test
  void partsOfAKeyCompareByWhatTheyName() {
    CountTable table = new CountTable(List.of(ports));
    for (int i = 0; i < 3; i++) {
      Object[] key = {IpAddress.parse("10.0.0.1"), null, 5};
      Addition addition = Addition.of(ports, key, new Object[] {i, "tcp"}, event(i));
      table.add(addition, emitted::add);
    }
    assertEquals(List.of(IpAddress.parse("10.0.0.1"), "", 5), emitted.getFirst().keys());
    assertEquals("10.0.0.1", emitted.getFirst().key(0));
  }

  @Test
  void valuesAreThoseOfCountingByHand() {
    for (long seed = 1; seed <= 20; seed++) {
      CountTable table = new CountTable(List.of(ports, rate));
      SplittableRandom random = new SplittableRandom(seed);
      List<Map.Entry<Double, Integer>> added = new ArrayList<>();
      double time = 0;
      for (int i = 0; i < 300; i++) {
        time += random.nextInt(4) == 0 ? random.nextInt(30) : 0.5;
        int value = random.nextInt(20);
        added.add(Map.entry(time, value));
        add(table, ports, time, "a", value);
        add(table, rate, time, "a", value);
        double now = time;
        List<Integer> inWindow =
            added.stream().filter(one -> one.getKey() > now - 60).map(Map.Entry::getValue).toList();
        String about = "seed " + seed + " at " + time;
        assertEquals(inWindow.size(), table.value(rate, List.of("a"), at(now)), about);
        assertEquals(
            new HashSet<>(inWindow).size(), table.value(ports, List.of("a"), at(now)), about);
        if (random.nextInt(3) == 0) {
          table.advance(at(now));
        }
      }
    }
  }
}
