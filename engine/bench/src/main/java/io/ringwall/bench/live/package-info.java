/** The distribution as it watches live traffic, which is made for it on a network of its own. */
@NullMarked
package io.ringwall.bench.live;

import org.jspecify.annotations.NullMarked;
