/** Connections as the kernel tracks them, before and after address translation. */
@NullMarked
package io.ringwall.plugin.conntrack;

import org.jspecify.annotations.NullMarked;
