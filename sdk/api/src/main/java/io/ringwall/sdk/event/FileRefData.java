package io.ringwall.sdk.event;

import org.jspecify.annotations.Nullable;

record FileRefData(
    String path,
    long inode,
    long size,
    FileType type,
    int mode,
    int uid,
    @Nullable String sha256,
    @Nullable String mediaType,
    FileLayer layer)
    implements FileRef {}
