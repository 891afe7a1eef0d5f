package io.ringwall.engine.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.plugin.HostFact;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Whoever asks is told soon, and nothing is looked at more often than it has to be. */
final class RecentExaminationTest {
  private static final ThreadFactory THREADS = Thread.ofPlatform().daemon().factory();
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final InstantSource clock = now::get;
  private final AtomicInteger looks = new AtomicInteger();

  private RecentExamination examination(RecentExamination.Look look) {
    return new RecentExamination(look, THREADS, clock, Duration.ofMinutes(1));
  }

  private List<Examined> number() {
    String found = "look " + looks.incrementAndGet();
    return List.of(
        new Examined("ringwall", "engine", "Java", HostFact.ok("25")),
        new Examined("docker", "names", "Docker", HostFact.missing(found, "start it")));
  }

  private static String told(RecentExamination examination) throws InterruptedException {
    return examination.found().orElseThrow().lacking().getFirst().fact().found();
  }

  private void passes(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  @Test
  void keepsWhatItFoundForTenSeconds() throws Exception {
    var examination = examination(this::number);
    assertEquals(0, looks.get(), "nobody has asked");
    assertEquals("look 1", told(examination));
    passes(Duration.ofSeconds(10));
    assertEquals("look 1", told(examination));
    passes(Duration.ofMillis(1));
    assertEquals("look 2", told(examination));
    assertEquals(NOON.plusMillis(10_001), examination.found().orElseThrow().at());
    passes(Duration.ofHours(-1));
    assertEquals("look 3", told(examination), "a clock that was set back makes nothing recent");
  }

  @Test
  void tellsWhatIsLackingOfAllThatItFound() throws Exception {
    RecentExamination.Found found = examination(this::number).found().orElseThrow();
    assertEquals(2, found.all().size());
    assertEquals(List.of("Docker"), found.lacking().stream().map(Examined::name).toList());
  }

  @Test
  void looksOnceForAllWhoAsk() throws Exception {
    var all = new CountDownLatch(50);
    var examination =
        examination(() -> {
          all.await();
          return number();
        });
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<String> asks =
          () -> {
            all.countDown();
            return told(examination);
          };
      List<Future<String>> answers = new ArrayList<>();
      for (int caller = 0; caller < 50; caller++) {
        answers.add(callers.submit(asks));
      }
      Set<String> told = ConcurrentHashMap.newKeySet();
      for (Future<String> answer : answers) {
        told.add(answer.get());
      }
      assertEquals(Set.of("look 1"), told);
    }
  }

  @Test
  void tellsWhatItKnewWhileALookHangsAndLooksNoSecondTime() throws Exception {
    var hangs = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    RecentExamination.Look look =
        () -> {
          List<Examined> found = number();
          if (looks.get() == 2) {
            hangs.await();
            ended.countDown();
          }
          return found;
        };
    var examination = new RecentExamination(look, THREADS, clock);
    assertEquals("look 1", told(examination));
    passes(Duration.ofMinutes(1));
    assertEquals("look 1", told(examination));
    assertEquals("look 1", told(examination));
    assertEquals(NOON, examination.found().orElseThrow().at(), "and it says how old that is");
    assertEquals(2, looks.get());
    hangs.countDown();
    ended.await();
    while (looks.get() == 2 && told(examination).equals("look 1")) {
      // The look has ended, and is about to be kept.
      Thread.sleep(1);
    }
    assertEquals("look 2", told(examination));
  }

  @Test
  void tellsNothingWhenTheFirstLookHangs() throws Exception {
    var never = new CountDownLatch(1);
    var examination =
        examination(() -> {
          never.await();
          return List.of();
        });
    assertTrue(examination.found().isEmpty());
    never.countDown();
  }

  @Test
  void aLookThatFailsKeepsNobodyFromTheNext() throws Exception {
    var examination =
        examination(() -> {
          List<Examined> found = number();
          if (looks.get() == 1) {
            throw new IllegalStateException("a test");
          }
          return found;
        });
    assertTrue(examination.found().isEmpty());
    assertEquals("look 2", told(examination));
  }
}
