package io.ringwall.app.command;

import io.ringwall.engine.intake.Tally;
import io.ringwall.sdk.plugin.ActuatorContext;
import io.ringwall.sdk.plugin.Diagnostics;
import java.nio.file.Path;
import java.time.InstantSource;

/** What an actuator is given that works for one command. */
record ExportContext(Tally tally, String host, InstantSource clock, Path folder)
    implements ActuatorContext {
  @Override
  public String name() {
    return tally.name();
  }

  @Override
  public Diagnostics diagnostics() {
    return tally;
  }
}
