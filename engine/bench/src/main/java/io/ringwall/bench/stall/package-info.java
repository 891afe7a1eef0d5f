/** More events than a running engine can take while its ledger's disk is full. */
@NullMarked
package io.ringwall.bench.stall;

import org.jspecify.annotations.NullMarked;
