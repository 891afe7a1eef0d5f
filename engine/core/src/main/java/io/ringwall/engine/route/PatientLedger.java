package io.ringwall.engine.route;

import io.ringwall.engine.ledger.DiskTrouble;
import io.ringwall.sdk.plugin.Reasons;
import java.io.IOException;
import java.time.Duration;

/**
 * A running engine outlasts a disk that is full or read-only: what it found waits, is told once it
 * is safe, and the operator hears of both ends. Meanwhile queues fill, and sources drop, counted.
 */
final class PatientLedger implements DiskTrouble {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final String ABOUT = "ledger";

  private final Notices notices;

  PatientLedger(Notices notices) {
    this.notices = notices;
  }

  @Override
  public Duration failed(IOException problem, int tries) {
    if (tries == 1) {
      notices.tell(
          Notices.Level.ERROR,
          ABOUT,
          "cannot be written: "
              + Reasons.of(problem)
              + "; findings wait and are told once it can; tried again each second");
    }
    return PAUSE;
  }

  @Override
  public void over() {
    notices.tell(Notices.Level.INFO, ABOUT, "is written again; nothing that waited was lost");
  }

  @Override
  public void notRenewed(IOException problem) {
    notices.tell(
        Notices.Level.WARN,
        ABOUT,
        "no new file could be begun, the present one grows on: " + Reasons.of(problem));
  }
}
