/** Networks of the kernel's own, made for a test and cleared away after it. */
@NullMarked
package io.ringwall.testkit.network;

import org.jspecify.annotations.NullMarked;
