/**
 * The ledger: what must never be lost, as opaque records in an append log. An fsync is the
 * acknowledgement. It knows nothing of what the records mean.
 */
@NullMarked
package io.ringwall.engine.ledger;

import org.jspecify.annotations.NullMarked;
