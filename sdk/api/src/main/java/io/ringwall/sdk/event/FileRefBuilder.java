package io.ringwall.sdk.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds a {@link FileRef}; not thread-safe. Setters are named after the accessors they fill. */
public final class FileRefBuilder {
  private @Nullable String path;
  private long inode = 0;
  private long size = -1;
  private FileType type = FileType.UNKNOWN;
  private int mode = -1;
  private int uid = -1;
  private @Nullable String sha256;
  private @Nullable String mediaType;
  private FileLayer layer = FileLayer.UNKNOWN;

  FileRefBuilder() {}

  /** Sets {@link FileRef#path()}. */
  public FileRefBuilder path(String path) {
    this.path = path;
    return this;
  }

  /** Sets {@link FileRef#inode()}. */
  public FileRefBuilder inode(long inode) {
    this.inode = inode;
    return this;
  }

  /** Sets {@link FileRef#size()}. */
  public FileRefBuilder size(long size) {
    this.size = size;
    return this;
  }

  /** Sets {@link FileRef#type()}. */
  public FileRefBuilder type(FileType type) {
    this.type = type;
    return this;
  }

  /** Sets {@link FileRef#mode()}. */
  public FileRefBuilder mode(int mode) {
    this.mode = mode;
    return this;
  }

  /** Sets {@link FileRef#uid()}. */
  public FileRefBuilder uid(int uid) {
    this.uid = uid;
    return this;
  }

  /** Sets {@link FileRef#sha256()}. */
  public FileRefBuilder sha256(@Nullable String sha256) {
    this.sha256 = sha256;
    return this;
  }

  /** Sets {@link FileRef#mediaType()}. */
  public FileRefBuilder mediaType(@Nullable String mediaType) {
    this.mediaType = mediaType;
    return this;
  }

  /** Sets {@link FileRef#layer()}. */
  public FileRefBuilder layer(FileLayer layer) {
    this.layer = layer;
    return this;
  }

  /**
   * Makes the FileRef.
   *
   * @throws NullPointerException when a required part is missing; the message names it
   */
  public FileRef build() {
    return new FileRefData(
        Objects.requireNonNull(path, "path"),
        inode,
        size,
        type,
        mode,
        uid,
        sha256,
        mediaType,
        layer);
  }
}
