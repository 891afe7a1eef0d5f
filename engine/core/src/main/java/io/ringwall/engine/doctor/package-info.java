/**
 * What this host offers and lacks: what the engine needs of it, and what the plugins say that they
 * need, looked at one beside the other, each bounded in time.
 */
@NullMarked
package io.ringwall.engine.doctor;

import org.jspecify.annotations.NullMarked;
