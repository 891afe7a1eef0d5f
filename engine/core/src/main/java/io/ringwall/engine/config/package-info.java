@NullMarked
package io.ringwall.engine.config;

import org.jspecify.annotations.NullMarked;
