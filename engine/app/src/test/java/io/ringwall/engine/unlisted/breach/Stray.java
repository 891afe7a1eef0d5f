package io.ringwall.engine.unlisted.breach;

/** A deliberate breach: its package is not a station of the design. */
public record Stray(String name) {}
