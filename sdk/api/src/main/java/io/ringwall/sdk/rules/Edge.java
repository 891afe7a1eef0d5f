package io.ringwall.sdk.rules;

import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.EdgeState;
import io.ringwall.sdk.event.Protocol;
import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An edge as policy and learning rules see it: judged at the edge's first sight, and for all edges
 * when such rules are loaded.
 */
@ProviderType
public interface Edge {
  /** Its key. */
  EdgeKey key();

  /** Who speaks. */
  default EdgeEnd from() {
    return key().from();
  }

  /** To whom. */
  default EdgeEnd to() {
    return key().to();
  }

  /** Protocol above IP. */
  default Protocol protocol() {
    return key().protocol();
  }

  /** The server's port. */
  default int port() {
    return key().port();
  }

  /** Its state before such rules have spoken. */
  EdgeState state();

  /** First time it was seen. */
  Instant firstSeen();

  /** Last time it was seen. */
  Instant lastSeen();

  /** Flows seen on it. */
  long count();
}
