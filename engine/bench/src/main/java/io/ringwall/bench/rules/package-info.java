/** What a rule costs an event, beside a map by hand and other engines in the same process. */
@NullMarked
package io.ringwall.bench.rules;

import org.jspecify.annotations.NullMarked;
