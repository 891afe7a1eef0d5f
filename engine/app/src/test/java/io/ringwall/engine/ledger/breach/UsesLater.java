package io.ringwall.engine.ledger.breach;

/** A deliberate breach: {@code ledger} uses {@code intake}, which comes after it. */
public record UsesLater(io.ringwall.engine.intake.breach.UsesLater later) {}
