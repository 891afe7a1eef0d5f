/**
 * Writes captures: frames with right lengths and checksums, and the talks that are made of them.
 */
@NullMarked
package io.ringwall.bench.packet;

import org.jspecify.annotations.NullMarked;
