package io.ringwall.engine.model.breach;

/** A deliberate breach: {@code model} uses {@code flows}, which comes after it. */
public record UsesLater(io.ringwall.engine.flows.breach.UsesLater later) {}
