/**
 * Rule sets: read, checked, compiled, and judged. {@link io.ringwall.engine.rules.RuleBase} is what
 * was loaded; any thread judges the stateless rules with it, and one {@link
 * io.ringwall.engine.rules.Correlation} judges the rest in order.
 */
@NullMarked
package io.ringwall.engine.rules;

import org.jspecify.annotations.NullMarked;
