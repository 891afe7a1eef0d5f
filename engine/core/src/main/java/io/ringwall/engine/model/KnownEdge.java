package io.ringwall.engine.model;

import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.EdgeState;
import io.ringwall.sdk.rules.Edge;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An edge as the model holds it at one moment.
 *
 * @param key which edge
 * @param state CANDIDATE or LEARNED
 * @param firstSeen first time it was seen
 * @param lastSeen last time it was seen
 * @param count flows seen on it
 * @param applicationProtocol what is spoken on it, as last seen
 */
public record KnownEdge(
    EdgeKey key,
    EdgeState state,
    Instant firstSeen,
    Instant lastSeen,
    long count,
    @Nullable String applicationProtocol)
    implements Edge {
  /** The edge as a line of {@code ringwall model export --json}. */
  public String toJson() {
    return ModelJson.line(this);
  }
}
