package io.ringwall.engine.time.breach;

/** A deliberate breach: {@code time} uses {@code ledger}, which comes after it. */
public record UsesLater(io.ringwall.engine.ledger.breach.UsesLater later) {}
