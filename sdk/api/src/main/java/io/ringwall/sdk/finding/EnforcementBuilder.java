package io.ringwall.sdk.finding;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Enforcement}; not thread-safe. Setters are named after the accessors they fill.
 */
public final class EnforcementBuilder {
  private @Nullable Effect action;
  private @Nullable String actuator;
  private @Nullable String leaseId;
  private @Nullable Instant requestedAt;
  private @Nullable EnforcementState state;
  private @Nullable Instant stateAt;
  private @Nullable String proof;

  EnforcementBuilder() {}

  /** Sets {@link Enforcement#action()}. */
  public EnforcementBuilder action(Effect action) {
    this.action = action;
    return this;
  }

  /** Sets {@link Enforcement#actuator()}. */
  public EnforcementBuilder actuator(String actuator) {
    this.actuator = actuator;
    return this;
  }

  /** Sets {@link Enforcement#leaseId()}. */
  public EnforcementBuilder leaseId(String leaseId) {
    this.leaseId = leaseId;
    return this;
  }

  /** Sets {@link Enforcement#requestedAt()}. */
  public EnforcementBuilder requestedAt(Instant requestedAt) {
    this.requestedAt = requestedAt;
    return this;
  }

  /** Sets {@link Enforcement#state()}. */
  public EnforcementBuilder state(EnforcementState state) {
    this.state = state;
    return this;
  }

  /** Sets {@link Enforcement#stateAt()}. */
  public EnforcementBuilder stateAt(Instant stateAt) {
    this.stateAt = stateAt;
    return this;
  }

  /** Sets {@link Enforcement#proof()}. */
  public EnforcementBuilder proof(@Nullable String proof) {
    this.proof = proof;
    return this;
  }

  /**
   * Makes the Enforcement.
   *
   * @throws NullPointerException when a required part is missing; the message names it
   */
  public Enforcement build() {
    return new EnforcementData(
        Objects.requireNonNull(action, "action"),
        Objects.requireNonNull(actuator, "actuator"),
        Objects.requireNonNull(leaseId, "leaseId"),
        Objects.requireNonNull(requestedAt, "requestedAt"),
        Objects.requireNonNull(state, "state"),
        Objects.requireNonNull(stateAt, "stateAt"),
        proof);
  }
}
