@NullMarked
package io.ringwall.app;

import org.jspecify.annotations.NullMarked;
