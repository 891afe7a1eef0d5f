package io.ringwall.engine.doctor;

import io.ringwall.engine.plugins.InstalledCheck;
import io.ringwall.sdk.plugin.HostFact;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** The answer of one check, which has a thread of its own. */
final class Answer {
  private final InstalledCheck check;
  private final Thread thread;
  private volatile @Nullable HostFact fact;

  private Answer(InstalledCheck check, ThreadFactory threads) {
    this.check = check;
    this.thread = threads.newThread(this::look);
  }

  static Answer to(InstalledCheck check, ThreadFactory threads) {
    var answer = new Answer(check, threads);
    answer.thread.setName("ringwall-check-" + check.by() + "-" + check.check().name());
    answer.thread.setDaemon(true);
    answer.thread.start();
    return answer;
  }

  private void look() {
    try {
      fact = check.look();
    } catch (InterruptedException e) {
      // Whoever interrupted it has not waited for what it found.
      Thread.currentThread().interrupt();
    }
  }

  /** What it found until then. */
  HostFact within(long deadline, Duration patience) throws InterruptedException {
    long left = Math.max(1, deadline - System.nanoTime());
    boolean ended = thread.join(Duration.ofNanos(left));
    HostFact found = fact;
    if (found != null) {
      return found;
    }
    thread.interrupt();
    return HostFact.missing(
        ended ? "the check was interrupted" : "no answer within " + patience.toSeconds() + " s",
        "try again; if that does not help, look at what does not answer");
  }
}
