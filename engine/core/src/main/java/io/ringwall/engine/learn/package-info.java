/** What teaches the model, what is voided by findings, and when an observation counts. */
@NullMarked
package io.ringwall.engine.learn;

import org.jspecify.annotations.NullMarked;
