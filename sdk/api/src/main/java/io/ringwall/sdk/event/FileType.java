package io.ringwall.sdk.event;

/** What kind of file it is. */
public enum FileType {
  /** Regular file. */
  REGULAR,
  /** Directory. */
  DIRECTORY,
  /** Symbolic link. */
  LINK,
  /** Block or character device. */
  DEVICE,
  /** Socket. */
  SOCKET,
  /** Named pipe. */
  FIFO,
  /** The source cannot tell. */
  UNKNOWN
}
