/**
 * Events as they were judged, kept for those who ask later: {@code replay --write-events}, the
 * tests of rule sets.
 */
@NullMarked
package io.ringwall.engine.archive;

import org.jspecify.annotations.NullMarked;
