package io.ringwall.engine.archive.breach;

/** A deliberate breach: {@code archive} uses {@code plugins}, which comes after it. */
public record UsesLater(io.ringwall.engine.plugins.breach.UsesLater later) {}
