package io.ringwall.sdk.event;

/**
 * Where in its life a flow stands. ATTEMPT, ESTABLISHED and CLOSE come at most once a flow; an
 * attempt that fails goes from ATTEMPT to CLOSE.
 */
public enum FlowPhase {
  /** First packet seen. */
  ATTEMPT,
  /** TCP: handshake complete, or both directions seen mid-stream; others: both sides spoke. */
  ESTABLISHED,
  /**
   * Something changed while it lives: it was answered, grew five seconds old, reached the active
   * time-out, or a late witness spoke.
   */
  UPDATE,
  /** Final state. A close by time-out carries the time of the time-out. */
  CLOSE,
  /** The source cannot tell. */
  UNKNOWN
}
