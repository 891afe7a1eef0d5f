package io.ringwall.sdk.breach;

import picocli.CommandLine;

/** A deliberate breach: the SDK needs a library at run time. */
public record UsesLibrary(CommandLine library) {}
