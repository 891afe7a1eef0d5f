package io.ringwall.engine.flows;

import java.time.Duration;
import java.util.Objects;

/**
 * What bounds the table of flows.
 *
 * @param flows flows that can be followed, over all tables. A shard follows its share of them and
 *     an eighth more; beyond, the one not heard of for longest is settled and forgotten, and
 *     counted
 * @param merging how long after its close a flow still takes in what other witnesses say of it
 * @param correcting how long after its start a flow whose ends are guessed is told anew when they
 *     become known; zero where who held an address is known beforehand
 */
public record FlowLimits(int flows, Duration merging, Duration correcting) {
  /** Merging ends 60 s after the close (DESIGN, Words). */
  public static final FlowLimits DEFAULT =
      new FlowLimits(1_000_000, Duration.ofSeconds(60), Duration.ZERO);

  public FlowLimits {
    Objects.requireNonNull(merging, "merging");
    Objects.requireNonNull(correcting, "correcting");
    if (flows < FlowTable.SHARDS) {
      throw new IllegalArgumentException(
          "flows must be at least " + FlowTable.SHARDS + ", was " + flows);
    }
    if (merging.isNegative()) {
      throw new IllegalArgumentException("merging must not be negative, was " + merging);
    }
  }
}
