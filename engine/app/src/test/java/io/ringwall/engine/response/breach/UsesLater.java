package io.ringwall.engine.response.breach;

/** A deliberate breach: {@code response} uses {@code judge}, which comes after it. */
public record UsesLater(io.ringwall.engine.judge.breach.UsesLater later) {}
