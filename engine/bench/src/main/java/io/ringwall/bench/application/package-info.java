/**
 * Draws applications of containers from a seed: what they are, who speaks to whom in them, and the
 * captures of that, beside which stands what an observer must conclude.
 */
@NullMarked
package io.ringwall.bench.application;

import org.jspecify.annotations.NullMarked;
