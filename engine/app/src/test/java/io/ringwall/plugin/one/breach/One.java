package io.ringwall.plugin.one.breach;

/** A plugin that others breach into. */
public record One(String name) {}
