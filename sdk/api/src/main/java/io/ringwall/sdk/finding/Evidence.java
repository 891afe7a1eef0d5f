package io.ringwall.sdk.finding;

import java.time.Instant;

/**
 * An event that a finding rests on.
 *
 * @param eventId the event
 * @param type its kind, such as Flow
 * @param time when it happened
 * @param summary one line for people
 */
public record Evidence(String eventId, String type, Instant time, String summary) {}
