package io.ringwall.engine.doctor.breach;

/** A deliberate breach: {@code doctor} uses {@code route}, which comes after it. */
public record UsesLater(io.ringwall.engine.route.breach.UsesLater later) {}
