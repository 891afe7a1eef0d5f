package io.ringwall.app.command;

import io.ringwall.engine.doctor.Examination;
import io.ringwall.engine.doctor.Examined;
import io.ringwall.engine.doctor.OwnChecks;
import io.ringwall.engine.plugins.InstalledCheck;
import io.ringwall.engine.route.Engine;
import io.ringwall.engine.route.Notices;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;

/** What a running engine says of its host when it has started: the same as {@code doctor}. */
final class HostRemarks {
  private HostRemarks() {}

  /** Says what is not as it should be, a line each, from a thread of its own. */
  static void tell(
      Engine engine, Path state, Notices notices, ThreadFactory threads, InstantSource clock) {
    Thread thread = threads.newThread(() -> look(engine, state, notices, threads, clock));
    thread.setName("ringwall-doctor");
    thread.setDaemon(true);
    thread.start();
  }

  private static void look(
      Engine engine, Path state, Notices notices, ThreadFactory threads, InstantSource clock) {
    try {
      List<InstalledCheck> checks = new ArrayList<>(own(state, clock).all());
      checks.addAll(engine.checks());
      for (Examined one : Examination.of(checks, threads, Examination.PATIENCE)) {
        if (!one.isOk()) {
          Notices.Level level = one.isMissing() ? Notices.Level.WARN : Notices.Level.INFO;
          notices.tell(level, one.by(), one.sentence());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static OwnChecks own(Path state, InstantSource clock) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return OwnChecks.ofThisHost(state, path, clock);
  }
}
