package io.ringwall.sdk.event;

/** What a process did. */
public enum ProcessOperation {
  /** Started a program. */
  EXEC,
  /** Made a child. */
  FORK,
  /** Ended. */
  EXIT,
  /** Changed its user. */
  SETUID,
  /** Was refused to start a program. */
  DENIED_EXEC,
  /** The source cannot tell. */
  UNKNOWN
}
