package io.ringwall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.route.Engine;
import io.ringwall.sdk.finding.FindingStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator asks may fail on the thread that everything else needs. */
final class FailingRequestTest {
  @TempDir Path folder;

  @Test
  void whoAskedIsToldAndTheEngineDoesNotGoOnHalfChanged() throws Exception {
    try (var test = new TestEngine(folder)) {
      test.typed("carts-1", "pwd");
      Engine engine = test.engine();
      var answered =
          assertThrows(
              RingwallException.class,
              () ->
                  engine
                      .operations()
                      .clear(
                          _ -> {
                            throw new StackOverflowError("too deep");
                          },
                          FindingStatus.RESOLVED,
                          "operator:root",
                          ""));
      assertEquals(
          "the engine failed at it and stops; it may or may not hold:"
              + " java.lang.StackOverflowError: too deep",
          answered.sentence());
      var ended = assertThrows(RingwallException.class, engine::await);
      assertEquals("the engine failed: java.lang.StackOverflowError: too deep", ended.sentence());
    }
  }
}
