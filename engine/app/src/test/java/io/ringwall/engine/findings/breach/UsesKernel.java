package io.ringwall.engine.findings.breach;

import io.ringwall.kernel.HostAddress;

/** A deliberate breach: the engine uses the kernel. */
public record UsesKernel(HostAddress address) {}
