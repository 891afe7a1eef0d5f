package io.ringwall.plugin.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.event.ConnectionState;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.testkit.network.TestNetwork;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the kernel counts of real connections is what would have been read of them. */
final class CountedConnectionsTest {
  private static final int PORT = 5_555;
  private static final int CONNECTIONS = 40;
  private static final String READ = "packets";
  private static final String BY_KERNEL = "packets-counted-by-kernel";

  private static String program() throws Exception {
    try (InputStream file = CountedConnectionsTest.class.getResourceAsStream("/live/talks.py")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Others were refused, before anybody listened. */
  private static boolean isTalk(Flow flow) {
    return flow.phase() == FlowPhase.CLOSE
        && flow.responder().port() == PORT
        && flow.state() != ConnectionState.REJ;
  }

  /**
   * Of each side by itself: packets that cross on two processors come to each ring in its order.
   */
  private static String history(Flow flow) {
    String letters = flow.history();
    return letters.replaceAll("[a-z]", "") + " " + letters.replaceAll("[A-Z]", "");
  }

  /** What was told of each connection when it closed, by its originator's port. */
  private static Map<Integer, String> closed(Reading reading) {
    Map<Integer, String> flows = new TreeMap<>();
    for (Flow flow : reading.recorder.events(Flow.class)) {
      if (isTalk(flow)) {
        String what =
            "%s %s %s %s".formatted(flow.traffic(), flow.state(), history(flow), flow.tls());
        flows.merge(flow.originator().port(), what, (one, other) -> one + "; " + other);
      }
    }
    return flows;
  }

  /** What is told of a connection in one way only, by its originator's port. */
  private static Map<Integer, String> differences(
      Map<Integer, String> read, Map<Integer, String> counted) {
    Map<Integer, String> differences = new TreeMap<>(read);
    differences.entrySet().removeAll(counted.entrySet());
    counted.forEach((port, what) -> {
      if (!what.equals(read.get(port))) {
        differences.merge(port, what, "read %s, counted %s"::formatted);
      }
    });
    return differences;
  }

  private static long packets(Reading reading) {
    return reading.recorder.events(Flow.class).stream()
        .filter(CountedConnectionsTest::isTalk)
        .map(flow -> Objects.requireNonNull(flow.traffic()))
        .mapToLong(traffic -> traffic.originatorPackets() + traffic.responderPackets())
        .sum();
  }

  private static long counted(Reading reading, String what) {
    return reading.recorder.counted().getOrDefault(what, 0L);
  }

  @Test
  void toldIsTheSameWhetherPacketsAreReadOrCounted() throws Exception {
    try (TestNetwork network = TestNetwork.of(2);
        Reading all = Reading.of(Configured.onInterface(network.bridge(), 0));
        Reading some = Reading.of(Configured.onInterface(network.bridge(), 4_096))) {
      String[] serve = {"/usr/bin/python3", "-c", program(), "serve", Integer.toString(PORT)};
      network.in(3, serve);
      String server = network.address(3);
      String number = Integer.toString(CONNECTIONS);
      String[] talk = {
        "/usr/bin/python3", "-c", program(), "talk", server, Integer.toString(PORT), number
      };
      assertEquals("", TestNetwork.said(network.in(2, talk)));
      all.await(() -> closed(all).size() == CONNECTIONS);
      some.await(() -> closed(some).size() == CONNECTIONS);

      assertEquals(Map.of(), differences(closed(all), closed(some)));
      assertEquals(Map.of(), some.recorder.dropped());
      long turned =
          closed(some).values().stream().filter(what -> what.contains(".example")).count();
      assertTrue(turned > CONNECTIONS / 5, "turned to TLS in the middle: " + turned);
      // It tells its counts twice a second.
      some.await(() -> counted(some, READ) >= packets(some));
      assertTrue(
          counted(some, BY_KERNEL) > counted(some, READ) / 2, () -> "" + some.recorder.counted());
      assertEquals(0, counted(all, BY_KERNEL));
    }
  }
}
