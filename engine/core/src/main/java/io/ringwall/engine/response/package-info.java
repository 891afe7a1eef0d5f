/** What is allowed to whom, and making it true: boundary, membership, and who drives actuators. */
@NullMarked
package io.ringwall.engine.response;

import org.jspecify.annotations.NullMarked;
