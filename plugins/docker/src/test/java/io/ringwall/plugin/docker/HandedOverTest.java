package io.ringwall.plugin.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HandedOverTest {
  private static @Nullable HandedOver read(String text) {
    return HandedOver.read(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void isReadAsItWasWritten() {
    var handed =
        new HandedOver(
            1_795_629_417_380_000_001L,
            Map.of(
                "c1", Instant.parse("2026-11-25T17:56:57.000000009Z"),
                "c2", Instant.parse("0001-01-01T00:00:00Z")),
            Set.of("c1"),
            Map.of("c1", Instant.parse("2026-11-25T17:56:57.000000009Z")),
            List.of("{\"Type\":\"container\",\"id\":\"ü 1\"}", ""));
    assertEquals(handed, HandedOver.read(handed.bytes()));
  }

  @Test
  void readsWhatTheFirstVersionWrote() {
    assertEquals(new HandedOver(42, Map.of(), Set.of(), Map.of(), List.of()), read("42"));
  }

  @Test
  void passesOverWhatALaterVersionMayWrite() {
    assertEquals(
        new HandedOver(42, Map.of(), Set.of(), Map.of(), List.of()),
        read("42\npaused c1\nruns c1 x 1\n"));
  }

  @Test
  void takesNothingFromWhatHasNoPosition() {
    assertNull(HandedOver.read(null));
    assertNull(read(""));
    assertNull(read("heard {}"));
    assertNull(read("99999999999999999999"));
  }
}
