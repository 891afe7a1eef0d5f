package io.ringwall.engine.findings.breach;

import java.lang.foreign.MemorySegment;

/** A deliberate breach: holds memory that is not Java's. */
public record CallsNativeCode(MemorySegment memory) {}
