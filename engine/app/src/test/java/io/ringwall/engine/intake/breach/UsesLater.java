package io.ringwall.engine.intake.breach;

/** A deliberate breach: {@code intake} uses {@code identity}, which comes after it. */
public record UsesLater(io.ringwall.engine.identity.breach.UsesLater later) {}
