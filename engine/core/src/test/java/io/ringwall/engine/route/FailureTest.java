package io.ringwall.engine.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringwall.engine.config.RingwallException;
import org.junit.jupiter.api.Test;

final class FailureTest {
  @Test
  void saysWhatFailed() {
    var failure = new Failure("engine");
    failure.report(new IllegalStateException("no luck"));
    var thrown = assertThrows(RingwallException.class, failure::throwIfAny);
    assertEquals("the engine failed: java.lang.IllegalStateException: no luck", thrown.sentence());
  }
}
