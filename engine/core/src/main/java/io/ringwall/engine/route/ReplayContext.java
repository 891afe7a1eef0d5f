package io.ringwall.engine.route;

import io.ringwall.engine.intake.Tally;
import io.ringwall.sdk.event.Decision;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.event.Verdict;
import io.ringwall.sdk.finding.Judge;
import io.ringwall.sdk.plugin.Diagnostics;
import io.ringwall.sdk.plugin.SourceContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What sources and inventories of a replay are given. The same input finds the same context. */
final class ReplayContext implements SourceContext {
  private static final String EPOCH = "replay";

  private final String host;
  private final Tally tally;

  ReplayContext(String host, Tally tally) {
    this.host = host;
    this.tally = tally;
  }

  @Override
  public String name() {
    return tally.name();
  }

  @Override
  public Origin origin(String epoch) {
    return new Origin(host, tally.name(), epoch);
  }

  @Override
  public String startEpoch() {
    return EPOCH;
  }

  /** A recording has its own times; this clock stands still. */
  @Override
  public InstantSource clock() {
    return InstantSource.fixed(Instant.EPOCH);
  }

  @Override
  public Diagnostics diagnostics() {
    return tally;
  }

  /** What was recorded has happened: nothing is held up. */
  @Override
  public Judge judge() {
    return ReplayContext::passed;
  }

  private static Verdict passed(Event event, Duration deadline) {
    return Verdict.of(Decision.ALLOW, "recorded, not judged inline", "", true);
  }

  @Override
  public byte @Nullable [] handedOver() {
    return null;
  }
}
