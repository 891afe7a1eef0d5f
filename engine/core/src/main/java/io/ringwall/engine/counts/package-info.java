/**
 * Rates and distinct values over sliding windows of event time, with named thresholds: what rule
 * sets declare under {@code counts}. One {@link io.ringwall.engine.counts.CountTable} belongs to
 * one thread, and is told additions and the time in order.
 */
@NullMarked
package io.ringwall.engine.counts;

import org.jspecify.annotations.NullMarked;
