package io.ringwall.sdk.event;

/** How a file operation ended. */
public enum FileResult {
  /** It succeeded. */
  OK,
  /** It was refused. */
  DENIED,
  /** It failed. */
  ERROR,
  /** The source cannot tell. */
  UNKNOWN
}
