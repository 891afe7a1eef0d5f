package io.ringwall.engine.model;

import io.ringwall.engine.config.DeclaredEdge;
import java.util.Objects;

/**
 * An edge that was allowed or denied, not learned.
 *
 * @param edge what it says
 * @param denied is it a prohibition
 * @param origin who says so
 */
public record Declaration(DeclaredEdge edge, boolean denied, Origin origin) {
  /** Who declares; those above outrank those below, and within one a prohibition wins. */
  public enum Origin {
    /** The operator, by hand or in files. */
    OPERATOR,
    /** A rule set. */
    RULE_SET
  }

  public Declaration {
    Objects.requireNonNull(edge, "edge");
    Objects.requireNonNull(origin, "origin");
  }
}
