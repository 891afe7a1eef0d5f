package io.ringwall.sdk.event;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link CustomEvent}; not thread-safe. Setters are named after the accessors they fill.
 */
public final class CustomEventBuilder extends EventBuilder<CustomEventBuilder> {
  private @Nullable String type;
  private @Nullable Workload workload;
  private @Nullable Endpoint originator;
  private @Nullable Endpoint responder;
  private @Nullable Verdict verdict;

  CustomEventBuilder(Origin origin, long sequence, Instant time) {
    super(origin, sequence, time);
  }

  @Override
  CustomEventBuilder self() {
    return this;
  }

  /** Sets {@link CustomEvent#type()}. */
  public CustomEventBuilder type(String type) {
    this.type = type;
    return this;
  }

  /** Sets {@link CustomEvent#workload()}. */
  public CustomEventBuilder workload(@Nullable Workload workload) {
    this.workload = workload;
    return this;
  }

  /** Sets {@link CustomEvent#originator()}. */
  public CustomEventBuilder originator(@Nullable Endpoint originator) {
    this.originator = originator;
    return this;
  }

  /** Sets {@link CustomEvent#responder()}. */
  public CustomEventBuilder responder(@Nullable Endpoint responder) {
    this.responder = responder;
    return this;
  }

  /**
   * Sets {@link CustomEvent#verdict()}: what {@code Judge} answered about this event, as it was
   * given. With it what the rules marked {@code @inline} found travels along: they are not judged
   * again.
   */
  public CustomEventBuilder verdict(@Nullable Verdict verdict) {
    this.verdict = verdict;
    return this;
  }

  /**
   * Makes the CustomEvent.
   *
   * @throws NullPointerException when a required part is missing; the message names it
   */
  public CustomEvent build() {
    return new CustomEventData(
        header(), Objects.requireNonNull(type, "type"), workload, originator, responder, verdict);
  }
}
