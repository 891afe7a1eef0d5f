/** A vendor's plugin that knows the containers of a benchmark by their addresses. */
@NullMarked
package io.ringwall.bench.roster;

import org.jspecify.annotations.NullMarked;
