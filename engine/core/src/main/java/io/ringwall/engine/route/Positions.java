package io.ringwall.engine.route;

import io.ringwall.sdk.event.Event;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * How far each source has come, as the ledger knows it. What was reached before this start is muted
 * when it is read again: it fills windows, and is neither told nor counted twice.
 */
interface Positions {
  /** Nothing is kept: everything is new, and every source begins where it likes. */
  Positions NONE =
      new Positions() {
        @Override
        public boolean muted(Event event) {
          return false;
        }

        @Override
        public void note(Event event) {}

        @Override
        public void passed(Instant token) {}

        @Override
        public OptionalLong resumeFrom(String source, String epoch) {
          return OptionalLong.empty();
        }
      };

  /** Was what this event led to safe before this start. Any thread. */
  boolean muted(Event event);

  /** All that this event leads to has been handed to the ledger. Correlation thread, in order. */
  void note(Event event);

  /** Engine time has come to this token: what was noted is handed to the ledger. Same thread. */
  void passed(Instant token);

  /** Where a source has to begin so that all windows are filled again. Any thread. */
  OptionalLong resumeFrom(String source, String epoch);
}
