/** The plugin whose source floods the engine; packed into a JAR and dropped in like any other. */
@NullMarked
package io.ringwall.bench.pipeline.source;

import org.jspecify.annotations.NullMarked;
