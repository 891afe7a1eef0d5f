package io.ringwall.engine.learn;

import io.ringwall.engine.model.ObservedBy;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.WorkloadClass;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was observed, of whom, and by whom: either an edge or a class.
 *
 * @param originator who is behind it
 * @param edge the edge, or null
 * @param workloadClass the class, or null
 * @param by host and epoch of the observation
 */
record Subject(
    String originator,
    @Nullable EdgeKey edge,
    @Nullable WorkloadClass workloadClass,
    ObservedBy by) {
  Subject {
    if ((edge == null) == (workloadClass == null)) {
      throw new IllegalArgumentException("an observation is of an edge or of a class");
    }
  }

  /** The edge or class. */
  Object what() {
    return edge != null ? edge : Objects.requireNonNull(workloadClass);
  }
}
