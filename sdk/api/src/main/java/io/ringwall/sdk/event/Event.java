package io.ringwall.sdk.event;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Something that happened on a host. Events are immutable and may be read by any thread.
 *
 * <p>Only the engine and this package implement the kinds of event; a vendor's own are {@link
 * CustomEvent}s. The set of kinds is open: code that distinguishes them keeps a default.
 */
@ProviderType
public interface Event extends Timed {
  /** When it reached the engine; in a replay the same as {@link #time()}. */
  Instant observedAt();

  /** The plugin instance that saw it. */
  String source();

  /** Name of the host it happened on. */
  String host();

  /**
   * The stretch of the source's stream that {@link #sequence()} counts in: a replayed input's
   * checksum and length, or the start counter of a live source that has no position of its own.
   */
  String epoch();

  /** Position within the epoch, never negative, growing. */
  long sequence();

  /** Distinguishes events made from one record, from 0. */
  int ordinal();

  /**
   * Whatever the source knows beyond the fields of this kind of event. Values are {@link String},
   * {@link Long}, {@link Double}, {@link Boolean}, or lists of them.
   */
  Map<String, Object> attributes();

  /** The attribute as text, or null where there is none. */
  default @Nullable String text(String attribute) {
    Object value = attributes().get(attribute);
    return value == null ? null : value.toString();
  }

  /** The attribute as a whole number, or null where there is none or it is no number. */
  default @Nullable Long number(String attribute) {
    return attributes().get(attribute) instanceof Number number ? (Long) number.longValue() : null;
  }
}
