package io.ringwall.engine.identity;

import io.ringwall.sdk.event.Endpoint;
import org.jspecify.annotations.Nullable;

/** Tells how the engine calls a flow that a source calls otherwise. */
@FunctionalInterface
public interface FlowNames {
  /**
   * The merged flow's id, or null when it is not known.
   *
   * @param originator the flow's originator
   * @param source the source
   * @param flowId what it calls the flow
   */
  @Nullable String flowId(Endpoint originator, String source, String flowId);
}
