/**
 * The API of a running engine. {@link io.ringwall.server.ApiServer} answers HTTP on a Unix socket;
 * what it answers, and to what, is written down in {@code openapi.yaml}, which is served as well.
 * It asks {@link io.ringwall.engine.route.Operations} and never the stations.
 */
@NullMarked
package io.ringwall.server;

import org.jspecify.annotations.NullMarked;
