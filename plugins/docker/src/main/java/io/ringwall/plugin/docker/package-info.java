@NullMarked
package io.ringwall.plugin.docker;

import org.jspecify.annotations.NullMarked;
