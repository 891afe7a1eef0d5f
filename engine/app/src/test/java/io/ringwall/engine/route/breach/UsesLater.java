package io.ringwall.engine.route.breach;

/** The last station; a deliberate breach uses it from the one before. */
public record UsesLater(String name) {}
