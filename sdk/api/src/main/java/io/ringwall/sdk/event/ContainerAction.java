package io.ringwall.sdk.event;

/** What happened to a container, in Docker's terms. */
public enum ContainerAction {
  /** Created. */
  CREATE,
  /** Started. */
  START,
  /** Restarted. */
  RESTART,
  /** Paused. */
  PAUSE,
  /** Went on. */
  UNPAUSE,
  /** Stopped on request. */
  STOP,
  /** Was sent a signal. */
  KILL,
  /** Ran out of memory. */
  OOM,
  /** Its main process ended. */
  DIE,
  /** Removed. */
  DESTROY,
  /** Renamed. */
  RENAME,
  /** Its resources were changed. */
  UPDATE,
  /** A command to run inside was prepared. */
  EXEC_CREATE,
  /** A command inside was started. */
  EXEC_START,
  /** A command inside ended. */
  EXEC_DIE,
  /** Its health changed. */
  HEALTH,
  /** Joined a network. */
  NETWORK_CONNECT,
  /** Left a network. */
  NETWORK_DISCONNECT,
  /** Anything else; the attribute <code>action</code> has the word. */
  OTHER,
  /** The source cannot tell. */
  UNKNOWN
}
