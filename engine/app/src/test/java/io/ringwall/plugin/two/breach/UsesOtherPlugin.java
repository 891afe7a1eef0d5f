package io.ringwall.plugin.two.breach;

import io.ringwall.plugin.one.breach.One;

/** A deliberate breach: a plugin knows another. */
public record UsesOtherPlugin(One other) {}
