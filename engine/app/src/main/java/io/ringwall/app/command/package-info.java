/** The command line: {@code ringwall} and its commands. */
@NullMarked
package io.ringwall.app.command;

import org.jspecify.annotations.NullMarked;
