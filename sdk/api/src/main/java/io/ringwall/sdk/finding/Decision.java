package io.ringwall.sdk.finding;

/** What an inline caller shall do. */
public enum Decision {
  /** Let it pass. */
  ALLOW,
  /** Refuse it. */
  DENY
}
