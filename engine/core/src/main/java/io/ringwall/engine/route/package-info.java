/**
 * Joins the stations. {@link io.ringwall.engine.route.Replay} reads recordings: sources, each on
 * its thread, fill the intake; the dispatcher lets events in by order, writes identity and cuts
 * batches; workers merge flows, resolve both ends, ask the model and judge the stateless rules; the
 * correlation thread counts, correlates, learns and aggregates findings; these go into the ledger,
 * and once they are safe to the sinks.
 *
 * <p>All that follows admission is a pure function of the admitted order.
 */
@NullMarked
package io.ringwall.engine.route;

import org.jspecify.annotations.NullMarked;
