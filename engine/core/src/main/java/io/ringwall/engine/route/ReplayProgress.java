package io.ringwall.engine.route;

/**
 * How far a replay has come.
 *
 * @param phase {@code learn} or {@code alert}
 * @param done bytes read of this phase's files
 * @param total bytes of this phase's files, as far as known
 * @param events events let in, over all phases
 */
public record ReplayProgress(String phase, long done, long total, long events) {}
