package io.ringwall.plugin.one.breach;

import io.ringwall.engine.route.breach.UsesLater;

/** A deliberate breach: a plugin knows the engine. */
public record UsesEngine(UsesLater engine) {}
