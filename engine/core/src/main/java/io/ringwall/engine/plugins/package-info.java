/**
 * The plugin host: a folder of JARs, each verified, installed into an embedded Felix, resolved,
 * never started, and asked for its {@link io.ringwall.sdk.plugin.Plugin} by ServiceLoader. A plugin
 * that is broken is told in a sentence, and hurts nobody.
 */
@NullMarked
package io.ringwall.engine.plugins;

import org.jspecify.annotations.NullMarked;
