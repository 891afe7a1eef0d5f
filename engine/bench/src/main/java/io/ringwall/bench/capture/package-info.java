/**
 * The benchmark {@code pcap}: what a capture costs in CPU and memory, beside the flow meters of
 * others. Captures are multiplied or drawn from a seed, with addresses and times of their own.
 */
@NullMarked
package io.ringwall.bench.capture;

import org.jspecify.annotations.NullMarked;
