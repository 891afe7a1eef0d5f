/**
 * What the user set: YAML files bound to records, strictly, with all problems reported at once.
 * Also the home of the engine's one exception.
 */
@NullMarked
package io.ringwall.engine.config;

import org.jspecify.annotations.NullMarked;
