package io.ringwall.engine.route;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;

/**
 * What a running engine is made of.
 *
 * @param host this host's name, as it stands in events and findings
 * @param state folder of the ledger and what else is kept; made when missing
 * @param plugins folder of plugin JARs
 * @param temporary an existing folder, for files that are needed only while the engine runs
 * @param ground configuration and rule sets
 * @param notices where it tells what the operator needs to know
 * @param threads makes its threads
 * @param clock what time it is
 */
public record EngineSetup(
    String host,
    Path state,
    Path plugins,
    Path temporary,
    Ground ground,
    Notices notices,
    ThreadFactory threads,
    InstantSource clock) {
  public EngineSetup {
    if (host.isBlank()) {
      throw new IllegalArgumentException("the host must have a name");
    }
  }
}
