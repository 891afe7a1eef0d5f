/**
 * Engine time: how far all sources are complete. It is cut into ticks, and travels through the
 * stations as tokens: one that has passed t on has finished everything up to t.
 */
@NullMarked
package io.ringwall.engine.time;

import org.jspecify.annotations.NullMarked;
