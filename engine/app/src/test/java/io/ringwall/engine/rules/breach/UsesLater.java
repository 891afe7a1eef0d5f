package io.ringwall.engine.rules.breach;

/** A deliberate breach: {@code rules} uses {@code learn}, which comes after it. */
public record UsesLater(io.ringwall.engine.learn.breach.UsesLater later) {}
