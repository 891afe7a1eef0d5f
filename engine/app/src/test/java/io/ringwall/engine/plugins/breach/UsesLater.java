package io.ringwall.engine.plugins.breach;

/** A deliberate breach: {@code plugins} uses {@code doctor}, which comes after it. */
public record UsesLater(io.ringwall.engine.doctor.breach.UsesLater later) {}
