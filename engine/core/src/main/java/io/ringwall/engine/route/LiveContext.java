package io.ringwall.engine.route;

import io.ringwall.engine.intake.Tally;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.finding.Judge;
import io.ringwall.sdk.plugin.Diagnostics;
import io.ringwall.sdk.plugin.SourceContext;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What sources and identity providers of a running engine are given. */
final class LiveContext implements SourceContext {
  private final Running running;
  private final String startEpoch;
  private final Tally tally;
  private final byte @Nullable [] handedOver;

  /**
   * What all of one engine share.
   *
   * @param host the host's name
   * @param startEpoch differs from one start of the engine to the next
   * @param clock the engine's clock
   * @param judge answers inline
   * @param positions how far sources had come before this start
   */
  record Running(
      String host, String startEpoch, InstantSource clock, Judge judge, Positions positions) {}

  /**
   * A context for one opening.
   *
   * @param startEpoch differs from that of every other opening
   */
  LiveContext(Running running, String startEpoch, Tally tally, byte @Nullable [] handedOver) {
    this.running = running;
    this.startEpoch = startEpoch;
    this.tally = tally;
    this.handedOver = handedOver == null ? null : handedOver.clone();
  }

  @Override
  public String name() {
    return tally.name();
  }

  @Override
  public Origin origin(String epoch) {
    return new Origin(running.host(), tally.name(), epoch);
  }

  @Override
  public String startEpoch() {
    return startEpoch;
  }

  @Override
  public OptionalLong resumeFrom(String epoch) {
    return running.positions().resumeFrom(tally.name(), epoch);
  }

  @Override
  public void beginsAt(String epoch, long sequence) {
    running.positions().begins(tally.name(), epoch, sequence);
  }

  @Override
  public InstantSource clock() {
    return running.clock();
  }

  @Override
  public Diagnostics diagnostics() {
    return tally;
  }

  @Override
  public Judge judge() {
    return running.judge();
  }

  @Override
  public byte @Nullable [] handedOver() {
    return handedOver == null ? null : handedOver.clone();
  }
}
