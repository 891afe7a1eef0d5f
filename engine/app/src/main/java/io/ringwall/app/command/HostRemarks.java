package io.ringwall.app.command;

import io.ringwall.engine.doctor.Examined;
import io.ringwall.engine.doctor.RecentExamination;
import io.ringwall.engine.route.Notices;
import java.util.concurrent.ThreadFactory;

/** What a running engine says of its host when it has started: the same as {@code doctor}. */
final class HostRemarks {
  private HostRemarks() {}

  /** Says what is not as it should be, a line each, from a thread of its own. */
  static void tell(RecentExamination host, Notices notices, ThreadFactory threads) {
    Thread thread = threads.newThread(() -> tell(host, notices));
    thread.setName("ringwall-remarks");
    thread.setDaemon(true);
    thread.start();
  }

  private static void tell(RecentExamination host, Notices notices) {
    try {
      RecentExamination.Found found = host.found().orElse(null);
      if (found == null) {
        notices.tell(
            Notices.Level.WARN, "ringwall", "what this host lacks is not known yet; see 'status'");
        return;
      }
      for (Examined one : found.lacking()) {
        Notices.Level level = one.isMissing() ? Notices.Level.WARN : Notices.Level.INFO;
        notices.tell(level, one.by(), one.sentence());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
