package io.ringwall.plugin.two.breach;

import io.ringwall.engine.findings.breach.Extensible;

/** A deliberate breach: inherits implementation from another module. */
public final class InheritsAcrossModules extends Extensible {}
