@NullMarked
package io.ringwall.testkit;

import org.jspecify.annotations.NullMarked;
