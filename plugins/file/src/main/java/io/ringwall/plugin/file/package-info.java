@NullMarked
package io.ringwall.plugin.file;

import org.jspecify.annotations.NullMarked;
