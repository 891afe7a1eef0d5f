package io.ringwall.engine.flows.breach;

/** A deliberate breach: {@code flows} uses {@code findings}, which comes after it. */
public record UsesLater(io.ringwall.engine.findings.breach.UsesLater later) {}
