package io.ringwall.sdk.event;

/** What was done to a file. */
public enum FileOperation {
  /** Opened for reading. */
  OPEN_READ,
  /** Opened for writing. */
  OPEN_WRITE,
  /** Created. */
  CREATE,
  /** Contents changed. */
  MODIFY,
  /** Removed. */
  DELETE,
  /** Renamed; the new path is the target. */
  RENAME,
  /** Linked; the new path is the target. */
  LINK,
  /** Mode changed. */
  CHMOD,
  /** Owner changed. */
  CHOWN,
  /** Extended attribute changed. */
  XATTR,
  /** Mounted upon. */
  MOUNT,
  /** The source cannot tell. */
  UNKNOWN
}
