package io.ringwall.engine.plugins.breach;

/** A deliberate breach: {@code plugins} uses {@code route}, which comes after it. */
public record UsesLater(io.ringwall.engine.route.breach.UsesLater later) {}
