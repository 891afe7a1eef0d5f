/** A vendor's plugin whose source cannot wait, and gives events of all classes at a set rate. */
@NullMarked
package io.ringwall.bench.deluge;

import org.jspecify.annotations.NullMarked;
