/** Which addresses are the host's own, from its kernel. */
@NullMarked
package io.ringwall.plugin.host;

import org.jspecify.annotations.NullMarked;
