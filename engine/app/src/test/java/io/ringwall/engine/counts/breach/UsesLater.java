package io.ringwall.engine.counts.breach;

/** A deliberate breach: {@code counts} uses {@code rules}, which comes after it. */
public record UsesLater(io.ringwall.engine.rules.breach.UsesLater later) {}
