package io.ringwall.sdk.event;

import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Something that rules reason about: an {@link Event}, or a finding made from events. It has an id
 * and a place in event time, which is what DRL's temporal operators ({@code after}, {@code before},
 * {@code during}) compare.
 */
@ProviderType
public interface Timed {
  /** Unique across the estate, and the same whenever the same input is read again. */
  String id();

  /** When it happened, by the clock of whoever saw it. */
  Instant time();

  /** {@link #time()} in whole milliseconds since 1970. */
  default long millis() {
    return time().toEpochMilli();
  }
}
