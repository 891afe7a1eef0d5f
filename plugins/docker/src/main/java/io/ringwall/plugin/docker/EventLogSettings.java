package io.ringwall.plugin.docker;

/** Reading logs of Docker's events has nothing to set. */
public record EventLogSettings() {}
