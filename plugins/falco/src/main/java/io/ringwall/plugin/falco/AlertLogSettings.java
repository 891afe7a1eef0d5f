package io.ringwall.plugin.falco;

/** Reading Falco's JSON lines has nothing to set. */
public record AlertLogSettings() {}
