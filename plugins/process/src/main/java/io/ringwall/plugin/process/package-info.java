/** Programs as they are started and end in containers, and which process connects where. */
@NullMarked
package io.ringwall.plugin.process;

import org.jspecify.annotations.NullMarked;
