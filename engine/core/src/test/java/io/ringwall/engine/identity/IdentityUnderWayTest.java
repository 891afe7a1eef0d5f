package io.ringwall.engine.identity;

import static io.ringwall.engine.identity.Estate.at;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Workers read while the dispatcher writes, at any distance behind it. */
class IdentityUnderWayTest {
  private static final int EVENTS = 20_000;
  private static final int READERS = 3;

  private final long seed = Long.getLong("ringwall.seed", 42L);
  private final Estate estate = new Estate();

  private Identity identity() {
    return new Identity("h1", new IdentityLimits(8, 8, 8, 8, 8, 8, 8));
  }

  /** Few addresses, so that they change hands all the time, and little room for names. */
  private List<Event> events() {
    Random random = new Random(seed);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      String address = "172.18.0." + (2 + random.nextInt(12));
      double time = i * 0.01;
      switch (random.nextInt(4)) {
        case 0 -> {
          Workload workload = Estate.workload("c" + random.nextInt(40), "s", address);
          events.add(estate.container(ContainerAction.START, workload, at(time)));
        }
        case 1 -> {
          Workload workload = Estate.workload("c" + random.nextInt(40), "s", address);
          events.add(estate.container(ContainerAction.DIE, workload, at(time)));
        }
        default -> {
          String name = "n" + random.nextInt(20) + ".example";
          String target = "198.51.100." + random.nextInt(12);
          events.add(estate.dns(address, name, at(time), name + " A " + target));
        }
      }
    }
    return events;
  }

  private static String asked(Identity identity, Event about, int number, Estate estate) {
    Flow flow =
        estate
            .tcp(
                "172.18.0." + (2 + number % 12) + ":40000",
                "198.51.100." + number % 11 + ":443",
                about.time())
            .build();
    ResolvedEndpoint from = identity.originator(flow, number);
    return number
        + " "
        + from.certainty()
        + " "
        + (from.workload() == null ? "" : from.workload().name())
        + " "
        + identity.responder(flow, from, number).dnsNames();
  }

  @Test
  void everyReaderSeesWhatItWouldSeeIfNobodyWereAhead() throws Exception {
    List<Event> events = events();
    Identity alone = identity();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      alone.apply(events.get(i), i);
      expected.add(asked(alone, events.get(i), i, estate));
    }

    Identity shared = identity();
    AtomicLong written = new AtomicLong(-1);
    try (ExecutorService pool = Executors.newFixedThreadPool(READERS)) {
      List<Future<List<String>>> readers = new ArrayList<>();
      for (int reader = 0; reader < READERS; reader++) {
        readers.add(pool.submit(reader(shared, events, written)));
      }
      for (int i = 0; i < events.size(); i++) {
        shared.apply(events.get(i), i);
        written.set(i);
      }
      for (Future<List<String>> reader : readers) {
        List<String> came = reader.get();
        for (int i = 0; i < expected.size(); i++) {
          assertEquals(expected.get(i), came.get(i), "seed " + seed);
        }
      }
    }
  }

  private static Callable<List<String>> reader(
      Identity shared, List<Event> events, AtomicLong written) {
    Estate own = new Estate();
    return () -> {
      List<String> came = new ArrayList<>();
      for (int i = 0; i < events.size(); i++) {
        while (written.get() < i) {
          Thread.onSpinWait();
        }
        came.add(asked(shared, events.get(i), i, own));
      }
      return came;
    };
  }
}
