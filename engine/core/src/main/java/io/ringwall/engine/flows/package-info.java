/**
 * One connection from what its witnesses say of it: phases once, traffic never twice, and one
 * moment at which it is judged as a whole.
 */
@NullMarked
package io.ringwall.engine.flows;

import org.jspecify.annotations.NullMarked;
