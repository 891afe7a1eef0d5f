package io.ringwall.engine.rules;

import io.ringwall.sdk.event.Event;
import java.util.List;

/** What waits for events behind the guard index: a stateless rule, or a pattern of correlation. */
interface Target {
  /** The kind of fact it waits for. */
  Class<?> type();

  /** Equalities of which one holds whenever it matches; empty where none is known. */
  List<Equality> guard();

  /** Does it match; never throws. */
  boolean matches(Event event);
}
