package io.ringwall.app.breach;

import jakarta.inject.Inject;

/** A deliberate breach: injected through a field. */
public final class FieldInjected {
  @Inject String name;
}
