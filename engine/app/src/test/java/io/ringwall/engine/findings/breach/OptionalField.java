package io.ringwall.engine.findings.breach;

import java.util.Optional;

/** A deliberate breach: Optional kept in a field. */
public final class OptionalField {
  final Optional<String> name = Optional.empty();
}
