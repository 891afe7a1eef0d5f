package io.ringwall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.server.RawStream.Sent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that follow, and do not read; and clients that come back. */
@Timeout(120)
class StreamsTest {
  private static final int FLOOD = 20_000;

  @TempDir private Path folder = Path.of("");

  private static boolean says(Sent sent, String command) {
    return sent.data().path("message").asString().endsWith(command);
  }

  private static boolean isOf(Sent sent, int port) {
    return sent.data().at("/originator/port").asInt() == port;
  }

  @Test
  void whoReadsNothingHoldsUpNobodyAndIsToldHowMuchHeMissed() throws Exception {
    try (var engine = new TestEngine(folder);
        var slow = RawStream.of(engine.socket(), "/events?type=flow").opened();
        var quick = Watcher.of(engine, "/events", "type=flow")) {
      engine.happens("START", "carts-1 10.0.0.2");
      for (int i = 0; i < FLOOD; i++) {
        engine.happens("FLOW", "f" + i + " 10.0.0.2:" + (1 + i) + " 10.0.0.3:5432");
      }
      quick.await(sent -> sent.data().at("/originator/port").asInt() == FLOOD);
      assertEquals("typed: sh -c ls", engine.typed("carts-1", "ls").path("message").asString());

      List<Sent> taken = slow.until(sent -> isOf(sent, FLOOD));
      long left =
          taken.stream()
              .filter(sent -> sent.kind().equals("left-out"))
              .mapToLong(sent -> sent.data().path("count").asLong())
              .sum();
      List<Integer> ports =
          taken.stream()
              .filter(sent -> sent.kind().equals("event"))
              .map(sent -> sent.data().at("/originator/port").asInt())
              .distinct()
              .toList();
      assertTrue(left > 0, "20,000 events do not wait for one client");
      assertEquals(ports.stream().sorted().toList(), ports, "in their order");
      assertTrue(ports.size() + left >= FLOOD, ports.size() + " taken, " + left + " left out");
    }
  }

  @Test
  void whoComesBackIsToldWhatCameSinceAndNothingTwice() throws Exception {
    try (var engine = new TestEngine(folder)) {
      engine.happens("START", "carts-1 10.0.0.2");
      engine.typed("carts-1", "before");
      String last;
      try (var stream = RawStream.of(engine.socket(), "/findings/stream")) {
        assertEquals(1, stream.until(sent -> says(sent, "before")).size(), "what stands");
        engine.happens("TYPED", "carts-1 ls");
        last = stream.until(sent -> says(sent, "ls")).getLast().id();
      }
      engine.typed("carts-1", "pwd");
      engine.typed("carts-1", "id");
      String head = "Last-Event-ID: " + last;
      try (var stream = RawStream.of(engine.socket(), "/findings/stream", head)) {
        List<Sent> since = stream.until(sent -> says(sent, "id"));
        assertEquals(
            List.of("typed: sh -c pwd", "typed: sh -c id"),
            since.stream().map(sent -> sent.data().path("message").asString()).distinct().toList());
        assertTrue(Long.parseLong(since.getFirst().id()) > Long.parseLong(last));
      }
    }
  }

  @Test
  void refusesAPlaceThatWasNeverGiven() throws Exception {
    try (var engine = new TestEngine(folder);
        var stream = RawStream.of(engine.socket(), "/findings/stream", "Last-Event-ID: soon")) {
      String answer = stream.rest();
      assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
      assertTrue(answer.contains("Last-Event-ID must be one that was given, was 'soon'"), answer);
    }
  }
}
