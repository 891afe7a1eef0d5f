package io.ringwall.app.text;

import io.ringwall.engine.model.KnownEdge;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.EdgeRef;
import io.ringwall.sdk.event.EdgeState;
import org.jspecify.annotations.Nullable;

/**
 * An edge as it is drawn.
 *
 * @param key which edge
 * @param state how it stands
 * @param application what is spoken on it; null where not known
 * @param remark what is said of it; empty for nothing
 */
record MapEdge(EdgeKey key, EdgeState state, @Nullable String application, String remark) {
  static MapEdge of(KnownEdge edge) {
    return new MapEdge(
        edge.key(), edge.state(), edge.applicationProtocol(), Words.count(edge.count(), "flow"));
  }

  static MapEdge of(EdgeRef edge, int finding) {
    return new MapEdge(edge.key(), edge.state(), null, "finding " + finding);
  }

  boolean asItShould() {
    return switch (state) {
      case LEARNED, ALLOWED, CANDIDATE -> true;
      case UNKNOWN, UNSEEN, DENIED -> false;
    };
  }
}
