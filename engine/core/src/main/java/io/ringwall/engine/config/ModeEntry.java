package io.ringwall.engine.config;

import io.ringwall.sdk.finding.Mode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The mode of a scope ({@code etc/modes/*.yaml}).
 *
 * @param scope pattern over {@code namespace/service}, each of at most 253 characters; {@code *}
 *     stands for any text
 * @param image pattern over the image's repository, or null for any
 * @param directions for which directions; none for all
 * @param mode the mode
 */
public record ModeEntry(String scope, @Nullable String image, Set<Way> directions, Mode mode) {
  /** A direction, seen from the scope. */
  public enum Way {
    /** Between workloads. */
    EAST_WEST,
    /** To the outside. */
    OUTBOUND,
    /** From the outside. */
    INBOUND
  }

  public ModeEntry {
    Patterns.requireScope("scope", scope);
    if (image != null) {
      Patterns.requireImage("image", image);
    }
    directions = Set.copyOf(directions);
  }
}
