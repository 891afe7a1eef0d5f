@NullMarked
package io.ringwall.plugin.networkpolicy;

import org.jspecify.annotations.NullMarked;
