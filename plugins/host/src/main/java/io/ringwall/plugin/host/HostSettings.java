package io.ringwall.plugin.host;

/** The host needs no settings. */
public record HostSettings() {}
