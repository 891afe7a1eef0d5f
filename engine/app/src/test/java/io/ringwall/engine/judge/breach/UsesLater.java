package io.ringwall.engine.judge.breach;

/** A deliberate breach: {@code judge} uses {@code archive}, which comes after it. */
public record UsesLater(io.ringwall.engine.archive.breach.UsesLater later) {}
