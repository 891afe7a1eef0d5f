package io.ringwall.engine.plugins;

import io.ringwall.engine.intake.Tally;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.finding.Judge;
import io.ringwall.sdk.plugin.Diagnostics;
import io.ringwall.sdk.plugin.SourceContext;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A context for sources that are opened by hand. */
final class TestContext implements SourceContext {
  static final SourceContext NONE = new TestContext();

  private final Tally tally = new Tally("test");

  @Override
  public String name() {
    return "test";
  }

  @Override
  public Origin origin(String epoch) {
    return new Origin("host", "test", epoch);
  }

  @Override
  public String startEpoch() {
    return "0";
  }

  @Override
  public InstantSource clock() {
    return InstantSource.fixed(Instant.EPOCH);
  }

  @Override
  public Diagnostics diagnostics() {
    return tally;
  }

  @Override
  public Judge judge() {
    throw new UnsupportedOperationException();
  }

  @Override
  public byte @Nullable [] handedOver() {
    return null;
  }
}
