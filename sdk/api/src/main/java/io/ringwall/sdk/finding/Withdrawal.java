package io.ringwall.sdk.finding;

import org.jspecify.annotations.Nullable;

/**
 * Why a finding was withdrawn.
 *
 * @param reason in a sentence
 * @param disprovedBy the event or inventory entry that disproved it
 */
public record Withdrawal(String reason, @Nullable String disprovedBy) {}
