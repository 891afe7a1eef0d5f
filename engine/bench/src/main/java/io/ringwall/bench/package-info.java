/** Benchmarks: what {@code engine/bench/run} starts. Never shipped. */
@NullMarked
package io.ringwall.bench;

import org.jspecify.annotations.NullMarked;
