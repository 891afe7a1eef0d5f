/**
 * Applications drawn at random, written as captures and as {@code docker inspect} prints
 * containers, together with what is to be learned from them and found in them.
 */
@NullMarked
package io.ringwall.testkit.application;

import org.jspecify.annotations.NullMarked;
