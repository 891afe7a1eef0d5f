/** Answers what cannot wait for the route. */
@NullMarked
package io.ringwall.engine.judge;

import org.jspecify.annotations.NullMarked;
