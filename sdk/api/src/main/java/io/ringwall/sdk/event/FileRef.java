package io.ringwall.sdk.event;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** A file, as far as its source saw it. */
@ProviderType
public interface FileRef {
  /** Path inside the container, or on the host. */
  String path();

  /** Inode; 0 when not known. */
  long inode();

  /** Bytes; -1 when not known. */
  long size();

  /** Kind of file. */
  FileType type();

  /** Permission bits; -1 when not known. */
  int mode();

  /** Owner; -1 when not known. */
  int uid();

  /** Digest of its content. */
  @Nullable String sha256();

  /** Media type by content. */
  @Nullable String mediaType();

  /** Image, written later, or volume. */
  FileLayer layer();

  /** Starts a new FileRef. */
  static FileRefBuilder builder() {
    return new FileRefBuilder();
  }
}
