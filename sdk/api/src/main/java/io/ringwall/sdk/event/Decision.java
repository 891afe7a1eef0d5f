package io.ringwall.sdk.event;

/** What shall become of what waits for an answer. */
public enum Decision {
  /** Let it pass. */
  ALLOW,
  /** Refuse it. */
  DENY
}
