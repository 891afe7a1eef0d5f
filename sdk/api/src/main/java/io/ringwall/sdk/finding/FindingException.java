package io.ringwall.sdk.finding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A standing decision of an operator that covers a finding.
 *
 * @param id its id
 * @param author who decided
 * @param reason why
 * @param expiresAt until when
 */
public record FindingException(
    String id, String author, String reason, @Nullable Instant expiresAt) {}
