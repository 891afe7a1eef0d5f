/** A client of a running engine's API, for the command line and for tests. */
@NullMarked
package io.ringwall.server.client;

import org.jspecify.annotations.NullMarked;
