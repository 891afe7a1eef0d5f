package io.ringwall.sdk.plugin;

import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.finding.Judge;
import java.time.InstantSource;
import java.util.OptionalLong;
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

  /**
   * Where a source whose positions survive a restart goes on reading: the sequence of the first
   * event of this epoch that the engine wants to see. Some of what follows it was given before; the
   * engine re-reads that to fill its windows again, knows it by epoch, sequence and ordinal, and
   * neither raises nor counts it twice.
   *
   * @param epoch as the source gives it to {@link #origin}
   * @return empty when nothing of this epoch was ever given; a source then begins where it would
   *     begin on its first start
   */
  default OptionalLong resumeFrom(String epoch) {
    return OptionalLong.empty();
  }

  /**
   * Tells where a source whose positions survive a restart begins to read a stream of which nothing
   * was ever given: should the engine end before the first event of it, the next start begins here,
   * too.
   *
   * @param epoch as the source gives it to {@link #origin}
   * @param sequence of the first event that it would give
   */
  default void beginsAt(String epoch, long sequence) {}

  /** The engine's clock; sources ask no other. */
  InstantSource clock();

  /** Where bad input, drops and remarks are reported. */
  Diagnostics diagnostics();

  /**
   * For sources that need an answer before they let something pass. The same object for the whole
   * life of the source, for any number of threads; it judges on the calling thread and never
   * blocks. In a replay, where everything has happened, it allows.
   */
  Judge judge();

  /** What {@link CaptureSource#handOver} of the predecessor gave, or null. */
  byte @Nullable [] handedOver();
}
