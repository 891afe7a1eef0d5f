package io.ringwall.sdk.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Count}; not thread-safe. Setters are named after the accessors they fill. */
public final class CountBuilder extends EventBuilder<CountBuilder> {
  private @Nullable String of;
  private @Nullable String reached;
  private long threshold;
  private long value;
  private List<Object> keys = List.of();
  private @Nullable Duration window;
  private @Nullable Workload subject;
  private @Nullable Event lastEvent;
  private List<Event> samples = List.of();
  private @Nullable Instant firstTime;
  private @Nullable String ruleSet;

  CountBuilder(Origin origin, long sequence, Instant time) {
    super(origin, sequence, time);
  }

  @Override
  CountBuilder self() {
    return this;
  }

  /** Sets {@link Count#of()}. */
  public CountBuilder of(String of) {
    this.of = of;
    return this;
  }

  /** Sets {@link Count#reached()}. */
  public CountBuilder reached(String reached) {
    this.reached = reached;
    return this;
  }

  /** Sets {@link Count#threshold()}. */
  public CountBuilder threshold(long threshold) {
    this.threshold = threshold;
    return this;
  }

  /** Sets {@link Count#value()}. */
  public CountBuilder value(long value) {
    this.value = value;
    return this;
  }

  /** Sets {@link Count#keys()}. */
  public CountBuilder keys(List<Object> keys) {
    this.keys = List.copyOf(keys);
    return this;
  }

  /** Sets {@link Count#window()}. */
  public CountBuilder window(Duration window) {
    this.window = window;
    return this;
  }

  /** Sets {@link Count#subject()}. */
  public CountBuilder subject(@Nullable Workload subject) {
    this.subject = subject;
    return this;
  }

  /** Sets {@link Count#lastEvent()}. */
  public CountBuilder lastEvent(Event lastEvent) {
    this.lastEvent = lastEvent;
    return this;
  }

  /** Sets {@link Count#samples()}. */
  public CountBuilder samples(List<Event> samples) {
    this.samples = List.copyOf(samples);
    return this;
  }

  /** Sets {@link Count#firstTime()}. */
  public CountBuilder firstTime(Instant firstTime) {
    this.firstTime = firstTime;
    return this;
  }

  /** Sets {@link Count#ruleSet()}. */
  public CountBuilder ruleSet(String ruleSet) {
    this.ruleSet = ruleSet;
    return this;
  }

  /**
   * Makes the Count.
   *
   * @throws NullPointerException when a required part is missing; the message names it
   */
  public Count build() {
    return new CountData(
        header(),
        Objects.requireNonNull(of, "of"),
        Objects.requireNonNull(reached, "reached"),
        threshold,
        value,
        keys,
        Objects.requireNonNull(window, "window"),
        subject,
        Objects.requireNonNull(lastEvent, "lastEvent"),
        samples,
        Objects.requireNonNull(firstTime, "firstTime"),
        Objects.requireNonNull(ruleSet, "ruleSet"));
  }
}
