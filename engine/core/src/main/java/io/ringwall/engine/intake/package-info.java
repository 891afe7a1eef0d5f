/**
 * The way into the engine: a bounded queue for each source, and the order in which what they hold
 * is let in. The same input gives the same order, whenever each event arrives.
 */
@NullMarked
package io.ringwall.engine.intake;

import org.jspecify.annotations.NullMarked;
