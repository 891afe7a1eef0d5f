/** The engine, killed at instants drawn from a seed, and started again. */
@NullMarked
package io.ringwall.bench.kills;

import org.jspecify.annotations.NullMarked;
