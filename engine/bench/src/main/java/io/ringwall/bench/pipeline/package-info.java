/** What the whole route costs an event, in a running engine with a source of its own. */
@NullMarked
package io.ringwall.bench.pipeline;

import org.jspecify.annotations.NullMarked;
