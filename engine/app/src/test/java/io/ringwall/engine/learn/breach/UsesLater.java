package io.ringwall.engine.learn.breach;

/** A deliberate breach: {@code learn} uses {@code response}, which comes after it. */
public record UsesLater(io.ringwall.engine.response.breach.UsesLater later) {}
