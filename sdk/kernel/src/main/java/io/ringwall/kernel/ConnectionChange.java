package io.ringwall.kernel;

import java.util.Objects;

/**
 * Something that happened to a connection.
 *
 * @param kind what
 * @param connection the connection after it
 */
public record ConnectionChange(Kind kind, TrackedConnection connection) {
  /** What can happen. */
  public enum Kind {
    /** It began: its first packet left the host, or reached it. */
    NEW,
    /** It was answered, or goes on otherwise than before. */
    UPDATE,
    /** The kernel tracks it no longer: it ended, timed out, or was removed. */
    DESTROY
  }

  public ConnectionChange {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(connection, "connection");
  }
}
