package io.ringwall.engine.findings.breach;

import io.ringwall.server.ApiServer;

/** A deliberate breach: the engine uses who asks it. */
public record UsesServer(ApiServer server) {}
