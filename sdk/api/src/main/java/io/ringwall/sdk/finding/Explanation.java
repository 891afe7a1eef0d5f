package io.ringwall.sdk.finding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a rule fired, for people.
 *
 * @param facts what was seen
 * @param expected what would have been normal
 * @param nearestEdge the known edge that comes closest
 */
public record Explanation(List<String> facts, String expected, @Nullable String nearestEdge) {
  public Explanation {
    facts = List.copyOf(facts);
  }
}
