package io.ringwall.engine.findings.breach;

/** A deliberate breach: {@code findings} uses {@code counts}, which comes after it. */
public record UsesLater(io.ringwall.engine.counts.breach.UsesLater later) {}
