/** Counters that the user sees: malformed input, drops, work done. */
@NullMarked
package io.ringwall.plugin.pcap.tally;

import org.jspecify.annotations.NullMarked;
