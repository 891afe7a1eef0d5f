package io.ringwall.sdk.event;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link ContainerEvent}; not thread-safe. Setters are named after the accessors they
 * fill.
 */
public final class ContainerEventBuilder extends EventBuilder<ContainerEventBuilder> {
  private @Nullable ContainerAction action;
  private @Nullable Workload workload;
  private List<NetworkAttachment> networks = List.of();
  private List<Mount> mounts = List.of();
  private List<PublishedPort> ports = List.of();
  private @Nullable ContainerSecurity security;
  private List<String> command = List.of();
  private List<String> entrypoint = List.of();
  private @Nullable ExecSession execSession;
  private boolean healthProbe = false;
  private @Nullable String health;
  private @Nullable Integer exitCode;
  private @Nullable String signal;
  private @Nullable String actor;

  ContainerEventBuilder(Origin origin, long sequence, Instant time) {
    super(origin, sequence, time);
  }

  @Override
  ContainerEventBuilder self() {
    return this;
  }

  /** Sets {@link ContainerEvent#action()}. */
  public ContainerEventBuilder action(ContainerAction action) {
    this.action = action;
    return this;
  }

  /** Sets {@link ContainerEvent#workload()}. */
  public ContainerEventBuilder workload(Workload workload) {
    this.workload = workload;
    return this;
  }

  /** Sets {@link ContainerEvent#networks()}. */
  public ContainerEventBuilder networks(List<NetworkAttachment> networks) {
    this.networks = List.copyOf(networks);
    return this;
  }

  /** Sets {@link ContainerEvent#mounts()}. */
  public ContainerEventBuilder mounts(List<Mount> mounts) {
    this.mounts = List.copyOf(mounts);
    return this;
  }

  /** Sets {@link ContainerEvent#ports()}. */
  public ContainerEventBuilder ports(List<PublishedPort> ports) {
    this.ports = List.copyOf(ports);
    return this;
  }

  /** Sets {@link ContainerEvent#security()}. */
  public ContainerEventBuilder security(@Nullable ContainerSecurity security) {
    this.security = security;
    return this;
  }

  /** Sets {@link ContainerEvent#command()}. */
  public ContainerEventBuilder command(List<String> command) {
    this.command = List.copyOf(command);
    return this;
  }

  /** Sets {@link ContainerEvent#entrypoint()}. */
  public ContainerEventBuilder entrypoint(List<String> entrypoint) {
    this.entrypoint = List.copyOf(entrypoint);
    return this;
  }

  /** Sets {@link ContainerEvent#execSession()}. */
  public ContainerEventBuilder execSession(@Nullable ExecSession execSession) {
    this.execSession = execSession;
    return this;
  }

  /** Sets {@link ContainerEvent#healthProbe()}. */
  public ContainerEventBuilder healthProbe(boolean healthProbe) {
    this.healthProbe = healthProbe;
    return this;
  }

  /** Sets {@link ContainerEvent#health()}. */
  public ContainerEventBuilder health(@Nullable String health) {
    this.health = health;
    return this;
  }

  /** Sets {@link ContainerEvent#exitCode()}. */
  public ContainerEventBuilder exitCode(@Nullable Integer exitCode) {
    this.exitCode = exitCode;
    return this;
  }

  /** Sets {@link ContainerEvent#signal()}. */
  public ContainerEventBuilder signal(@Nullable String signal) {
    this.signal = signal;
    return this;
  }

  /** Sets {@link ContainerEvent#actor()}. */
  public ContainerEventBuilder actor(@Nullable String actor) {
    this.actor = actor;
    return this;
  }

  /**
   * Makes the ContainerEvent.
   *
   * @throws NullPointerException when a required part is missing; the message names it
   */
  public ContainerEvent build() {
    return new ContainerEventData(
        header(),
        Objects.requireNonNull(action, "action"),
        Objects.requireNonNull(workload, "workload"),
        networks,
        mounts,
        ports,
        security,
        command,
        entrypoint,
        execSession,
        healthProbe,
        health,
        exitCode,
        signal,
        actor);
  }
}
