package io.ringwall.sdk.finding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

record EnforcementData(
    Effect action,
    String actuator,
    String leaseId,
    Instant requestedAt,
    EnforcementState state,
    Instant stateAt,
    @Nullable String proof)
    implements Enforcement {}
