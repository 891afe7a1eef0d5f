package io.ringwall.sdk.breach;

import io.ringwall.engine.route.breach.UsesLater;

/** A deliberate breach: the SDK knows the engine. */
public record UsesEngine(UsesLater engine) {}
