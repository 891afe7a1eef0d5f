package io.ringwall.plugin.docker;

/** Reading what {@code docker inspect} prints has nothing to set. */
public record InspectSettings() {}
