package io.ringwall.engine.config.breach;

/** A deliberate breach: {@code config} uses {@code time}, which comes after it. */
public record UsesLater(io.ringwall.engine.time.breach.UsesLater later) {}
