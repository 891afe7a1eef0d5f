@NullMarked
package io.ringwall.plugin.falco;

import org.jspecify.annotations.NullMarked;
