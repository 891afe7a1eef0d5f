package io.ringwall.app.command;

import io.ringwall.engine.doctor.Examination;
import io.ringwall.engine.doctor.Examined;
import io.ringwall.engine.doctor.OwnChecks;
import io.ringwall.engine.doctor.RecentExamination;
import io.ringwall.engine.plugins.InstalledCheck;
import io.ringwall.engine.route.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;

/**
 * What {@code run} needs of this host: the engine itself, and then the plugins.
 *
 * @param state where the engine keeps what it must not forget
 */
record HostNeeds(Path state, ThreadFactory threads, InstantSource clock) {
  /** Of a running engine, with the plugins that it then has. */
  RecentExamination of(Engine engine) {
    return new RecentExamination(
        () -> examined(engine.checks(), Examination.PATIENCE), threads, clock);
  }

  /** Looks at all of it, which together has so long to answer. */
  List<Examined> examined(List<InstalledCheck> ofPlugins, Duration patience)
      throws InterruptedException {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    List<InstalledCheck> checks = new ArrayList<>(OwnChecks.ofThisHost(state, path, clock).all());
    checks.addAll(ofPlugins);
    return Examination.of(checks, threads, patience);
  }
}
