package io.ringwall.sdk.event;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the builders of all events share; not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract sealed class EventBuilder<B extends EventBuilder<B>>
    permits ContainerEventBuilder,
        CountBuilder,
        CustomEventBuilder,
        DnsExchangeBuilder,
        FileEventBuilder,
        FlowBuilder,
        HttpExchangeBuilder,
        ProcessEventBuilder {
  private final Origin origin;
  private final long sequence;
  private final Instant time;
  private int ordinal;
  private @Nullable Instant observedAt;
  private Map<String, Object> attributes = Map.of();

  EventBuilder(Origin origin, long sequence, Instant time) {
    this.origin = Objects.requireNonNull(origin, "origin");
    this.time = Objects.requireNonNull(time, "time");
    if (sequence < 0) {
      throw new IllegalArgumentException("sequence must not be negative, was " + sequence);
    }
    this.sequence = sequence;
  }

  abstract B self();

  /**
   * Sets {@link Event#ordinal()}: the number of this event among those of one record; default 0.
   */
  public B ordinal(int ordinal) {
    if (ordinal < 0) {
      throw new IllegalArgumentException("ordinal must not be negative, was " + ordinal);
    }
    this.ordinal = ordinal;
    return self();
  }

  /** Sets {@link Event#observedAt()}; default: the event's time. */
  public B observedAt(Instant observedAt) {
    this.observedAt = observedAt;
    return self();
  }

  /** Sets {@link Event#attributes()}; default none. */
  public B attributes(Map<String, ?> attributes) {
    this.attributes = Map.copyOf(attributes);
    return self();
  }

  EventHeader header() {
    return new EventHeader(
        origin, sequence, ordinal, time, observedAt == null ? time : observedAt, attributes);
  }
}
