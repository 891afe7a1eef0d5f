package io.ringwall.engine.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much the model knows.
 *
 * @param learned edges that were learned
 * @param candidates edges that were seen in mode learn and have not become learned
 * @param newest when the newest edge was first seen; null for none
 */
public record Census(long learned, long candidates, @Nullable Instant newest) {}
