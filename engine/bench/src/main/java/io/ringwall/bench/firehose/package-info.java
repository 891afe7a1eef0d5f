/** A vendor's plugin whose sources give more than an engine can take. */
@NullMarked
package io.ringwall.bench.firehose;

import org.jspecify.annotations.NullMarked;
