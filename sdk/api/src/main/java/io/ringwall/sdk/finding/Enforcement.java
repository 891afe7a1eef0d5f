package io.ringwall.sdk.finding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** A response to a finding and how far it got. */
@ProviderType
public interface Enforcement {
  /** What shall be done. */
  Effect action();

  /** By which actuator. */
  String actuator();

  /** The lease it runs under. */
  String leaseId();

  /** When it was asked for. */
  Instant requestedAt();

  /** How far it got. */
  EnforcementState state();

  /** Since when. */
  Instant stateAt();

  /** The event that proves it. */
  @Nullable String proof();

  /** Starts a new Enforcement. */
  static EnforcementBuilder builder() {
    return new EnforcementBuilder();
  }
}
