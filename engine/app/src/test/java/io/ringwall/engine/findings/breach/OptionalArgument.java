package io.ringwall.engine.findings.breach;

import java.util.Optional;

/** A deliberate breach: Optional elsewhere than on a return value. */
public final class OptionalArgument {
  String name(Optional<String> name) {
    return name.orElse("");
  }
}
