package io.ringwall.sdk.event;

import org.jspecify.annotations.Nullable;

/**
 * The container network's own word on a flow.
 *
 * @param outcome what was done
 * @param policy the policy that decided
 * @param reason the reason it gave
 */
public record NetworkVerdict(
    NetworkOutcome outcome, @Nullable String policy, @Nullable String reason) {}
