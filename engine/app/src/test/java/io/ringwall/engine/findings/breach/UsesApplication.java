package io.ringwall.engine.findings.breach;

import io.ringwall.app.breach.FieldInjected;

/** A deliberate breach: the engine knows the application. */
public record UsesApplication(FieldInjected application) {}
