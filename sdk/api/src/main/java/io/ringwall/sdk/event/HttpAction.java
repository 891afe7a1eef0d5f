package io.ringwall.sdk.event;

/** What was done with an HTTP request. */
public enum HttpAction {
  /** Handed to the back end. */
  PASSED,
  /** Refused. */
  BLOCKED,
  /** Refused because its client is banned. */
  BANNED,
  /** Only observed. */
  UNKNOWN
}
