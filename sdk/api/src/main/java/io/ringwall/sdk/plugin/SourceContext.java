package io.ringwall.sdk.plugin;

import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.finding.Judge;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** What a source is given. Safe for any thread. */
@ProviderType
public interface SourceContext {
  /** Name of the plugin instance, as it stands in events and counters. */
  String name();

  /**
   * The origin for builders of events.
   *
   * @param epoch the stretch of the source's stream that its sequence numbers count in: for a file
   *     its CRC-32C in hex and its length, {@code 1a2b3c4d-4096}; for a live source {@link
   *     #startEpoch()}, unless the source's own positions survive a restart
   */
  Origin origin(String epoch);

  /** Differs from one start of the engine to the next. */
  String startEpoch();

  /** The engine's clock; sources ask no other. */
  InstantSource clock();

  /** Where bad input, drops and remarks are reported. */
  Diagnostics diagnostics();

  /** For sources that need an answer before they let something pass. */
  Judge judge();

  /** What {@link CaptureSource#handOver} of the predecessor gave, or null. */
  byte @Nullable [] handedOver();
}
