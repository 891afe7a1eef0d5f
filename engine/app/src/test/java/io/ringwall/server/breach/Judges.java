package io.ringwall.server.breach;

import io.ringwall.engine.rules.RuleBase;

/** A deliberate breach: the server judges. */
public record Judges(RuleBase rules) {}
