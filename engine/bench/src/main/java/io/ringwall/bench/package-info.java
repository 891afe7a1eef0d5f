@NullMarked
package io.ringwall.bench;

import org.jspecify.annotations.NullMarked;
