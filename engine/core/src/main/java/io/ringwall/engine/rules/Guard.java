package io.ringwall.engine.rules;

import java.util.List;

/**
 * What must hold for a pattern to match, as far as an index can tell.
 *
 * @param equalities of which one holds whenever the pattern matches; empty where none is known
 * @param implied which of the pattern's constraints need not be tested once one of them holds; -1
 *     for none
 * @param constraints how many constraints the pattern has
 */
record Guard(List<Equality> equalities, int implied, int constraints) {
  /** Nothing is known. */
  static final Guard NONE = new Guard(List.of(), -1, 0);

  Guard {
    equalities = List.copyOf(equalities);
  }

  boolean isNone() {
    return equalities.isEmpty();
  }
}
