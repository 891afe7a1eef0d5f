package io.ringwall.sdk.event;

/** What the container network did with a flow. */
public enum NetworkOutcome {
  /** Let through. */
  FORWARDED,
  /** Dropped. */
  DROPPED,
  /** Would have been dropped. */
  AUDIT,
  /** Sent through a proxy. */
  REDIRECTED,
  /** Failed. */
  ERROR,
  /** Not said. */
  UNKNOWN
}
