package io.ringwall.engine.counts;

import io.ringwall.sdk.event.Count;
import java.time.Instant;

/**
 * A count fell below a threshold that it had reached.
 *
 * @param count what was emitted last when it had reached it
 * @param at when it fell below
 */
public record Fall(Count count, Instant at) {}
