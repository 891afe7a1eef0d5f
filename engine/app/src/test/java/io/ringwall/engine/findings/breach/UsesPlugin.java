package io.ringwall.engine.findings.breach;

import io.ringwall.plugin.one.breach.One;

/** A deliberate breach: the engine knows a plugin. */
public record UsesPlugin(One plugin) {}
