package io.ringwall.sdk.event;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link ProcessEvent}; not thread-safe. Setters are named after the accessors they fill.
 */
public final class ProcessEventBuilder extends EventBuilder<ProcessEventBuilder> {
  private @Nullable ProcessOperation operation;
  private @Nullable ProcessRef process;
  private @Nullable ProcessRef parent;
  private @Nullable Workload workload;
  private @Nullable FileRef executable;
  private boolean fromMemfd = false;
  private @Nullable Capabilities capabilities;
  private Map<String, String> environment = Map.of();
  private boolean healthProbe = false;
  private @Nullable Integer exitCode;
  private @Nullable String signal;
  private @Nullable ExecSession execSession;
  private @Nullable Verdict verdict;

  ProcessEventBuilder(Origin origin, long sequence, Instant time) {
    super(origin, sequence, time);
  }

  @Override
  ProcessEventBuilder self() {
    return this;
  }

  /** Sets {@link ProcessEvent#operation()}. */
  public ProcessEventBuilder operation(ProcessOperation operation) {
    this.operation = operation;
    return this;
  }

  /** Sets {@link ProcessEvent#process()}. */
  public ProcessEventBuilder process(ProcessRef process) {
    this.process = process;
    return this;
  }

  /** Sets {@link ProcessEvent#parent()}. */
  public ProcessEventBuilder parent(@Nullable ProcessRef parent) {
    this.parent = parent;
    return this;
  }

  /** Sets {@link ProcessEvent#workload()}. */
  public ProcessEventBuilder workload(@Nullable Workload workload) {
    this.workload = workload;
    return this;
  }

  /** Sets {@link ProcessEvent#executable()}. */
  public ProcessEventBuilder executable(@Nullable FileRef executable) {
    this.executable = executable;
    return this;
  }

  /** Sets {@link ProcessEvent#fromMemfd()}. */
  public ProcessEventBuilder fromMemfd(boolean fromMemfd) {
    this.fromMemfd = fromMemfd;
    return this;
  }

  /** Sets {@link ProcessEvent#capabilities()}. */
  public ProcessEventBuilder capabilities(@Nullable Capabilities capabilities) {
    this.capabilities = capabilities;
    return this;
  }

  /** Sets {@link ProcessEvent#environment()}. */
  public ProcessEventBuilder environment(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    return this;
  }

  /** Sets {@link ProcessEvent#healthProbe()}. */
  public ProcessEventBuilder healthProbe(boolean healthProbe) {
    this.healthProbe = healthProbe;
    return this;
  }

  /** Sets {@link ProcessEvent#exitCode()}. */
  public ProcessEventBuilder exitCode(@Nullable Integer exitCode) {
    this.exitCode = exitCode;
    return this;
  }

  /** Sets {@link ProcessEvent#signal()}. */
  public ProcessEventBuilder signal(@Nullable String signal) {
    this.signal = signal;
    return this;
  }

  /** Sets {@link ProcessEvent#execSession()}. */
  public ProcessEventBuilder execSession(@Nullable ExecSession execSession) {
    this.execSession = execSession;
    return this;
  }

  /**
   * Sets {@link ProcessEvent#verdict()}: what {@code Judge} answered about this event, as it was
   * given. With it what the rules marked {@code @inline} found travels along: they are not judged
   * again.
   */
  public ProcessEventBuilder verdict(@Nullable Verdict verdict) {
    this.verdict = verdict;
    return this;
  }

  /**
   * Makes the ProcessEvent.
   *
   * @throws NullPointerException when a required part is missing; the message names it
   */
  public ProcessEvent build() {
    return new ProcessEventData(
        header(),
        Objects.requireNonNull(operation, "operation"),
        Objects.requireNonNull(process, "process"),
        parent,
        workload,
        executable,
        fromMemfd,
        capabilities,
        environment,
        healthProbe,
        exitCode,
        signal,
        execSession,
        verdict);
  }
}
