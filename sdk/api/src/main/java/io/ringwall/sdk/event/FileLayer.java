package io.ringwall.sdk.event;

/** Where in a container's file system a file lies. */
public enum FileLayer {
  /** It came with the image. */
  IMAGE,
  /** It was written after the container started. */
  WRITTEN,
  /** It lies in a mounted volume. */
  VOLUME,
  /** The source cannot tell. */
  UNKNOWN
}
