package io.ringwall.engine.identity.breach;

/** A deliberate breach: {@code identity} uses {@code model}, which comes after it. */
public record UsesLater(io.ringwall.engine.model.breach.UsesLater later) {}
