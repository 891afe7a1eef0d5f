/**
 * Who may speak to whom: edges and their states, the modes of scopes, what was allowed and denied
 * by hand, and the classes of containers that were seen.
 */
@NullMarked
package io.ringwall.engine.model;

import org.jspecify.annotations.NullMarked;
